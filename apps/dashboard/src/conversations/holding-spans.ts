import type { MemberEvent } from '@baton/protocol'
import type { Holder } from './who.ts'

/** One stretch of a conversation in one hand. `to` is null while it lasts; `seq` is the event that began it. */
export type Span = { holder: Holder; from: string; to: string | null; seq: number }

/** Who held the conversation from when to when, oldest first, read from its log. */
export function holdingSpans(events: readonly MemberEvent[], reader: { me: string; botName: string }): Span[] {
  const spans: Span[] = []
  for (const event of events) {
    const holder = holderAfter(event, reader)
    if (holder === null) continue
    const last = spans.at(-1)
    if (last && sameHolder(last.holder, holder)) continue
    if (last) last.to = event.at
    spans.push({ holder, from: event.at, to: null, seq: event.seq })
  }
  return spans
}

/** Who holds the conversation from this event on; null where it changes nothing about that. */
function holderAfter(event: MemberEvent, { me, botName }: { me: string; botName: string }): Holder | null {
  switch (event.type) {
    case 'conversation.started':
    case 'conversation.withdrawn':
    case 'conversation.released':
    case 'conversation.dismissed':
      return { kind: 'bot', name: botName }
    case 'conversation.escalated':
    case 'conversation.requeued':
      return { kind: 'waiting' }
    case 'conversation.claimed':
      return person(event.data.agent, me)
    case 'conversation.transferred':
      return person(event.data.to, me)
    case 'conversation.closed':
      return { kind: 'closed' }
    default:
      return null
  }
}

const person = ({ id, name, avatarUrl }: { id: string; name: string; avatarUrl: string | null }, me: string): Holder =>
  id === me ? { kind: 'you', name, avatarUrl } : { kind: 'agent', id, name, avatarUrl }

const sameHolder = (one: Holder, other: Holder) =>
  one.kind === other.kind && ('id' in one ? one.id : '') === ('id' in other ? other.id : '')
