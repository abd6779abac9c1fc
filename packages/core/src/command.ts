import type { Actor, Agent } from './actor.ts'
import type { CloseCause, Offer, RequeueCause, Source } from './event.ts'
import type { FormField } from './form.ts'

type By<Kind extends Actor['kind']> = Extract<Actor, { kind: Kind }>

/** The closed list of what can be asked of a conversation, in the imperative. */
export type Command =
  | { type: 'start'; by: By<'customer'>; first: { text: string; clientId: string } | null }
  | { type: 'send_message'; by: By<'customer'> | By<'agent'>; text: string; clientId: string }
  | {
      type: 'reply'
      by: By<'bot'>
      turnId: string
      engagement: number
      text: string
      /** The newest customer message that the turn had read. */
      answers: number
      offer: Offer | null
      sources: readonly Source[]
    }
  | { type: 'escalate'; by: By<'customer'>; email: string | null; name: string | null; note: string | null }
  | { type: 'request_contact'; by: By<'customer'>; email: string | null; name: string | null; note: string | null }
  | { type: 'leave_lead'; by: By<'customer'>; email: string | null; name: string | null; note: string | null }
  | {
      type: 'answer_form'
      by: By<'customer'>
      clientId: string
      powerUp: string
      title: string
      fields: readonly FormField[]
      values: Readonly<Record<string, string>>
    }
  | { type: 'withdraw'; by: By<'customer'> }
  | { type: 'claim'; by: By<'agent'> }
  | { type: 'take_over'; by: By<'agent'> }
  | { type: 'transfer'; by: By<'agent'>; to: Agent }
  | { type: 'requeue'; by: By<'agent'> }
  /** The holder is gone, or left the customer without an answer. Refused when the engagement has moved on. */
  | {
      type: 'requeue_for'
      by: By<'system'>
      cause: Exclude<RequeueCause, 'returned'>
      engagement: number
      /** `unanswered`: the wait that was too long; refused when it has ended. */
      unansweredSince?: number
    }
  | { type: 'nudge'; by: By<'system'>; engagement: number; unansweredSince: number }
  | { type: 'hand_back'; by: By<'agent'>; botAnswers: boolean }
  | { type: 'dismiss'; by: By<'agent'> }
  | { type: 'close'; by: By<'system'>; cause: CloseCause }

export type CommandType = Command['type']
