import type { EscalationReason, Offer } from '@baton/core'
import type { Passage } from '../knowledge/knowledge-search.ts'

export type { Passage }

/** Something said, or a fact of the conversation ("Chidi joined the conversation") told as `system`. */
export type TurnEntry = {
  seq: number
  by: 'customer' | 'bot' | 'agent' | 'system'
  name?: string
  text: string
  /** Of the bot's: why it offered a human with this message. */
  offered?: EscalationReason
}

/** Why a bot offers a person. */
export type OfferReason = Exclude<EscalationReason, 'requeued'>

/** A wait or takeover that is over: what it was for, and since when nobody but the bot is there. */
export type EndedHandoff = { reason: EscalationReason; endedSeq: number }

/** One turn of a bot: everything it may know while it answers. */
export type Turn = {
  bot: { id: string; name: string; instructions: string }
  /** Null for what is not a conversation: a preview. */
  conversationId: string | null
  /** Ascending: what was said so far, system facts included. May or may not contain `unanswered`. */
  history: readonly TurnEntry[]
  /** The customer's messages that nobody has answered, ascending, at least one. */
  unanswered: readonly TurnEntry[]
  /** What the bot may call now; a power-up that is missing or disabled is absent. */
  powerUps: readonly string[]
  /** Of each of them that has any. */
  powerUpSettings: Readonly<Record<string, unknown>>
  /** `waiting`: the conversation is escalated already and the bot keeps helping. */
  humanState: 'available' | 'waiting' | 'unavailable'
  /** The newest one; null when there was none. */
  handoff: EndedHandoff | null
  /** Words of the team's that make the bot offer a human. */
  keywords: readonly string[]
  search: (query: string, limit: number) => Promise<readonly Passage[]>
  signal: AbortSignal
}

/** A piece of a reply. The texts, put together in order, are the message. */
export type TurnPart =
  | { kind: 'text'; text: string }
  /** The platform offers a human under the message. */
  | { kind: 'call'; powerUp: 'talk_to_a_human'; reason: OfferReason; summary?: string }
  /** The platform shows the form of another power-up under the message; that of a human goes before it. */
  | { kind: 'offer'; offer: Offer }
  /** What a model asked for, whatever came of it. */
  | { kind: 'called'; powerUp: string; input: unknown; accepted: boolean }
  | { kind: 'source'; title: string; url: string | null }
  /** The answer ends early, for the log of the bot; what the customer reads says so itself. */
  | { kind: 'failed'; message: string }

/**
 * Whoever answers for a bot. One turn gives one reply. When the turn's signal aborts, the parts end early and nothing
 * is thrown for it; any error that is thrown means that no answer could be given.
 */
export type Answerer = { answer: (turn: Turn) => AsyncIterable<TurnPart> }
