import { IconArchive, IconCheck, IconHandStop, IconRobotFace } from '@tabler/icons-react'
import { useLayoutEffect, useRef, useState } from 'react'
import { texts } from '../texts/conversations.ts'
import { type Holder, holderWords, initials } from './who.ts'
import './baton-mark.css'

type MarkProps = { holder: Holder; small?: boolean }

/** The mark of who holds the baton: a machine is square, a person is round, an open place is a ring. */
export function Mark({ holder, small = false }: MarkProps) {
  return (
    <span className={`mark mark_${holder.kind}${small ? ' mark_small' : ''}`} title={holderWords(holder)}>
      <span aria-hidden="true">{sign(holder, small)}</span>
      <span className="hidden-words">{holderWords(holder)}</span>
    </span>
  )
}

function sign(holder: Holder, small: boolean) {
  const size = small ? 14 : 18
  switch (holder.kind) {
    case 'bot':
      return <IconRobotFace size={size} stroke={1.75} />
    case 'waiting':
      return <IconHandStop size={size} stroke={1.75} />
    case 'you':
      return <Face holder={holder} otherwise={small ? initials(holder.name) : texts.you} />
    case 'agent':
      return <Face holder={holder} otherwise={initials(holder.name)} />
    case 'resolved':
      return <IconCheck size={size} stroke={2} />
    case 'closed':
      return <IconArchive size={size} stroke={1.75} />
  }
}

/** A person's picture; letters while it is not there, or cannot be loaded. */
function Face({ holder, otherwise }: { holder: { avatarUrl: string | null }; otherwise: string }) {
  const [broken, setBroken] = useState<string | null>(null)
  const { avatarUrl } = holder
  if (!avatarUrl || avatarUrl === broken) return otherwise
  return <img className="mark__face" src={avatarUrl} alt="" loading="lazy" onError={() => setBroken(avatarUrl)} />
}

/** The mark in the banner. When the baton changes hands, the old mark makes way for the new one (200 ms). */
export function BatonMark({ holder }: { holder: Holder }) {
  const leaving = useLeaving(holder)
  return (
    <span className="baton">
      {leaving && (
        <span className="baton__leaving" key={`old-${keyOf(leaving)}`} aria-hidden="true">
          <Mark holder={leaving} />
        </span>
      )}
      <span className={leaving ? 'baton__arriving' : undefined} key={keyOf(holder)}>
        <Mark holder={holder} />
      </span>
    </span>
  )
}

const HAND_OVER_MS = 200
const keyOf = (holder: Holder) => `${holder.kind}-${'id' in holder ? holder.id : ''}`

/** The holder before this one, for as long as the hand-over lasts. */
function useLeaving(holder: Holder): Holder | null {
  const [leaving, setLeaving] = useState<Holder | null>(null)
  const before = useRef(holder)
  const key = keyOf(holder)
  useLayoutEffect(() => {
    const old = before.current
    before.current = holder
    if (keyOf(old) === key) return
    setLeaving(old)
    const timer = setTimeout(() => setLeaving(null), HAND_OVER_MS)
    return () => clearTimeout(timer)
  }, [key, holder])
  return leaving
}
