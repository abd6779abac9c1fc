import type { ActorView, ConversationState, MemberConversation } from '@baton/protocol'
import { texts } from '../texts/conversations.ts'

/** What the mark of a conversation shows: who holds the baton. */
export type Holder =
  | { kind: 'bot'; name: string }
  | { kind: 'waiting' }
  | { kind: 'you'; name: string; avatarUrl: string | null }
  | { kind: 'agent'; id: string; name: string; avatarUrl: string | null }
  | { kind: 'resolved'; name: string }
  | { kind: 'closed' }

type Held = Pick<MemberConversation, 'state' | 'agent' | 'botName'>

/** Who holds a conversation, as seen by the member `me`. */
export function holderOf(conversation: Held, me: string): Holder {
  const { state, agent, botName } = conversation
  if (state === 'active' && agent) {
    const { id, name, avatarUrl } = agent
    return id === me ? { kind: 'you', name, avatarUrl } : { kind: 'agent', id, name, avatarUrl }
  }
  return without(state, botName)
}

function without(state: ConversationState, botName: string): Holder {
  switch (state) {
    case 'escalated':
      return { kind: 'waiting' }
    case 'resolved':
      return { kind: 'resolved', name: botName }
    case 'closed':
      return { kind: 'closed' }
    default:
      return { kind: 'bot', name: botName }
  }
}

/** The name of a holder in words, for those who do not see the mark. */
export function holderWords(holder: Holder): string {
  switch (holder.kind) {
    case 'bot':
      return texts.mark.bot(holder.name)
    case 'resolved':
      return texts.mark.resolved(holder.name)
    case 'agent':
      return texts.mark.agent(holder.name)
    case 'you':
      return texts.mark.you
    case 'waiting':
      return texts.mark.waiting
    case 'closed':
      return texts.mark.closed
  }
}

/** How a customer is called: by name, else by address, else as anonymous. */
export function customerName(customer: { name: string | null; email: string | null }): string {
  return customer.name?.trim() || customer.email || texts.anonymous
}

/** How the one who did something is called in a sentence: "You", a name, or the customer. */
export function actorName(actor: ActorView, me: string, customer: string): string {
  if (actor.kind === 'customer') return customer
  if (actor.kind === 'agent' && actor.id === me) return texts.you
  return actor.name ?? texts.someone
}

/** Up to two letters that stand for a name. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/)
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => [...(word ?? '')][0] ?? '')
  return letters.join('').toLocaleUpperCase() || '?'
}
