import type { Passage } from '../knowledge/knowledge-search.ts'

export type { Passage }

/** Something said, or a fact of the conversation ("Chidi joined the conversation") told as `system`. */
export type TurnEntry = { seq: number; by: 'customer' | 'bot' | 'agent' | 'system'; name?: string; text: string }

export type PowerUp = 'talk_to_a_human'

/** Why a bot offers a person. */
export type OfferReason =
  | 'direct_request'
  | 'knowledge_gap'
  | 'unable_to_answer'
  | 'frustrated'
  | 'keyword'
  | 'bot_error'

/** One turn of a bot: everything it may know while it answers. */
export type Turn = {
  bot: { id: string; name: string; instructions: string }
  /** Ascending: what was said so far, system facts included. May or may not contain `unanswered`. */
  history: readonly TurnEntry[]
  /** The customer's messages that nobody has answered, ascending, at least one. */
  unanswered: readonly TurnEntry[]
  /** What the bot may call now; a power-up that is missing or disabled is absent. */
  powerUps: readonly PowerUp[]
  /** `waiting`: the conversation is escalated already and the bot keeps helping. */
  humanState: 'available' | 'waiting' | 'unavailable'
  search: (query: string, limit: number) => Promise<readonly Passage[]>
  signal: AbortSignal
}

/** A piece of a reply. The texts, put together in order, are the message. */
export type TurnPart =
  | { kind: 'text'; text: string }
  | { kind: 'call'; powerUp: PowerUp; reason: OfferReason }
  | { kind: 'source'; title: string; url: string | null }

/**
 * Whoever answers for a bot. One turn gives one reply. When the turn's signal aborts, the parts end early and nothing
 * is thrown for it; any error that is thrown means that no answer could be given.
 */
export type Answerer = { answer: (turn: Turn) => AsyncIterable<TurnPart> }
