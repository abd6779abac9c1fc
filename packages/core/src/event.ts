import type { Agent, RecordedActor } from './actor.ts'
import type { FilledField } from './form.ts'

export const escalationReasons = [
  'direct_request',
  'knowledge_gap',
  'unable_to_answer',
  'frustrated',
  'keyword',
  'bot_error',
  'requeued',
] as const
export type EscalationReason = (typeof escalationReasons)[number]

/**
 * What the bot offers under a message: a power-up's form, for one of its own reasons. `summary` is the bot's own, for the
 * team alone.
 */
export type Offer = HumanOffer | { powerUp: string; reason: string; summary?: string }
export type HumanOffer = { powerUp: 'talk_to_a_human'; reason: EscalationReason; summary?: string }

export function isHumanOffer(offer: Offer): offer is HumanOffer {
  return offer.powerUp === 'talk_to_a_human'
}

export type Source = { title: string; url: string | null }
export type RequeueCause = 'returned' | 'agent_away' | 'unanswered' | 'member_removed'
export type CloseCause = 'bot_deleted' | 'customer_erased' | 'retention'

/** What the customer left when asking for a person. */
export type Asked = { email: string | null; name: string | null; note: string | null }

/** The closed vocabulary of facts. Every outlet ends in an exhaustive switch over it (`docs/events.md`). */
export type Fact =
  | { type: 'conversation.started'; data: Record<never, never> }
  | {
      type: 'message.sent'
      data: { text: string; offer?: Offer; sources?: readonly Source[]; answers?: number }
    }
  | { type: 'conversation.escalated'; data: Asked & { reason: EscalationReason; botHolds: boolean } }
  | { type: 'conversation.contact_requested'; data: Asked & { mailed: boolean } }
  | { type: 'conversation.lead_collected'; data: Asked }
  | { type: 'conversation.form_answered'; data: { powerUp: string; title: string; fields: readonly FilledField[] } }
  | { type: 'conversation.withdrawn'; data: Record<never, never> }
  | { type: 'conversation.claimed'; data: { agent: Agent; how: 'claimed' | 'taken_over' } }
  | { type: 'conversation.transferred'; data: { from: Agent; to: Agent } }
  | { type: 'conversation.requeued'; data: { from: Agent; cause: RequeueCause; botHolds: boolean } }
  | { type: 'conversation.released'; data: { agent: Agent; botAnswers: boolean } }
  | { type: 'conversation.dismissed'; data: Record<never, never> }
  | { type: 'conversation.nudged'; data: { agent: Agent; unansweredSince: number } }
  | { type: 'conversation.closed'; data: { cause: CloseCause } }

export type EventType = Fact['type']

/** A fact that was decided and not yet numbered. */
export type Draft = Fact & { actor: RecordedActor; sender: string; clientId: string | null }

/** An immutable, numbered fact of one conversation. `engagement` is the one that holds from this event on. */
export type Event = Draft & { id: string; conversationId: string; seq: number; at: number; engagement: number }
export type MessageSent = Extract<Event, { type: 'message.sent' }>
