import type { Agent } from './actor.ts'
import type { Asked, CloseCause, EscalationReason } from './event.ts'

export type Escalation = { reason: EscalationReason; note: string | null; at: number }

export type Lead = Asked & { at: number }

type Shared = {
  id: string
  teamId: string
  botId: string
  customerId: string
  /** Raised whenever who may speak changes. Whatever acts later under an older one is refused. */
  engagement: number
  /** The newest event, and so the version: a write lands only on the `lastSeq` it was decided on. */
  lastSeq: number
  startedAt: number
  customer: { name: string | null; email: string | null }
  /** The newest message of the customer's; 0 before the first. */
  lastCustomerSeq: number
  /** Up to here the customer's messages have an answer. */
  answeredSeq: number
  unansweredSince: number | null
  /** The bot turn that is due or running, named by the event that called for it. */
  turn: { id: string } | null
  /** Why the bot last offered a person; becomes the reason when the customer takes the offer. */
  offer: EscalationReason | null
  contactMailedAt: number | null
  escalation: Escalation | null
  /** What the customer last left for the team to follow up. */
  lead: Lead | null
}

/** One variant for each state, so that only an active conversation can have an agent. */
export type Conversation =
  | (Shared & { state: 'bot' })
  | (Shared & { state: 'escalated'; escalation: Escalation; botHolds: boolean })
  | (Shared & { state: 'active'; agent: Agent; claimedAt: number })
  | (Shared & { state: 'resolved'; releasedBy: string | null })
  | (Shared & { state: 'closed'; cause: CloseCause })

export type State = Conversation['state']
export type Escalated = Extract<Conversation, { state: 'escalated' }>
export type Active = Extract<Conversation, { state: 'active' }>

export type Wanted = 'required' | 'optional' | 'off'
export type LeadForm = { email: Wanted; name: Wanted; note: Wanted }

/** What the bot's settings say about its conversations, as far as the rules need it. */
export type Policy = {
  botName: string
  /** Talk to a Human is added and enabled. */
  powerUp: boolean
  emailRequired: boolean
  humanTakeover: boolean
  takeOverAllowed: boolean
  holdsWhileWaiting: boolean
  /** Milliseconds a customer's message may stay unanswered by the holder before the team is alerted. */
  unansweredAfter: number
  /** Whether a language model writes summaries for agents. */
  summarises: boolean
  /** What Collect a Lead asks for; null where it is not added or disabled. */
  lead: LeadForm | null
  /** Whether some other system hears of every message; few want that, so it is known before one is looked for. */
  tellsMessages: boolean
}

/** Whether the bot may speak now: never while a person holds, nor while it holds its tongue for one. */
export function botMaySpeak(conversation: Conversation): boolean {
  switch (conversation.state) {
    case 'bot':
    case 'resolved':
      return true
    case 'escalated':
      return !conversation.botHolds
    case 'active':
    case 'closed':
      return false
  }
}

/** Whether the customer has said something that nobody has answered. */
export function isUnanswered(conversation: Pick<Shared, 'lastCustomerSeq' | 'answeredSeq'>): boolean {
  return conversation.lastCustomerSeq > conversation.answeredSeq
}
