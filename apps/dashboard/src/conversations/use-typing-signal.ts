import { useEffect, useRef } from 'react'
import { useConnection } from '../realtime/realtime.tsx'

const SAY_EVERY = 3000
const STOPS_AFTER = 4000

/** Tells the customer that somebody types: at most every three seconds, and that it stopped. */
export function useTypingSignal(conversation: string) {
  const connection = useConnection()
  const saidAt = useRef(0)
  const stop = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const say = (on: boolean) => connection?.send({ t: 'typing', conversation, on })
  useEffect(() => () => clearTimeout(stop.current), [])
  return (on: boolean) => {
    clearTimeout(stop.current)
    if (on) {
      if (Date.now() - saidAt.current > SAY_EVERY) {
        saidAt.current = Date.now()
        say(true)
      }
      stop.current = setTimeout(() => {
        saidAt.current = 0
        say(false)
      }, STOPS_AFTER)
    } else if (saidAt.current > 0) {
      saidAt.current = 0
      say(false)
    }
  }
}
