import type { ActorView } from '@baton/protocol'
import { useEffect, useMemo, useRef, useState } from 'react'

/** Nobody types for ever: without a new sign, the indicator goes after this time. In milliseconds. */
const EXPIRES = 6000

const keyOf = (actor: ActorView) => `${actor.kind}-${actor.id ?? ''}`

/** Who is typing right now. */
export function useTypists() {
  const [typing, setTyping] = useState<Record<string, ActorView>>({})
  const timers = useRef(new Map<string, ReturnType<typeof setTimeout>>())
  useEffect(() => {
    const running = timers.current
    return () => {
      for (const timer of running.values()) clearTimeout(timer)
    }
  }, [])
  const now = useMemo(() => Object.values(typing), [typing])

  const stopped = (actor: ActorView) => {
    clearTimeout(timers.current.get(keyOf(actor)))
    setTyping((known) => {
      if (!(keyOf(actor) in known)) return known
      const { [keyOf(actor)]: _, ...rest } = known
      return rest
    })
  }
  const heard = (actor: ActorView, on: boolean) => {
    if (!on) return stopped(actor)
    clearTimeout(timers.current.get(keyOf(actor)))
    timers.current.set(
      keyOf(actor),
      setTimeout(() => stopped(actor), EXPIRES),
    )
    setTyping((known) => ({ ...known, [keyOf(actor)]: actor }))
  }
  return { now, heard, stopped }
}
