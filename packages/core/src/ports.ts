import type { Conversation, Policy } from './conversation.ts'
import type { Event } from './event.ts'
import type { FollowUp } from './follow-ups.ts'

export type Loaded = { conversation: Conversation; policy: Policy }

/** One decided command, ready to be written: all of it or nothing. */
export type Change = {
  before: Conversation | null
  after: Conversation
  events: readonly Event[]
  follow: readonly { event: Event; followUp: FollowUp }[]
  policy: Policy
  /** With the first change of a conversation: what a start is known by. */
  startKeyHash?: string
  /** With the first change: what the browser said of itself. No rule looks at it. */
  visit?: Visit
}

/** Where a conversation began, in the words of the customer's browser: nothing of it is to be trusted. */
export type Visit = {
  page: { url: string; title: string | null; referrer: string | null } | null
  language: string | null
  userAgent: string | null
}

/** Work of another part that must commit together with changes; only the store knows what `transaction` is. */
export type Along = (transaction: unknown) => Promise<void>

export type Conversations = {
  /** The conversation and its bot's settings; null when there is none. */
  load(conversationId: string): Promise<Loaded | null>
  findByStartKey(startKeyHash: string): Promise<Loaded | null>
  /** The settings of a bot for a conversation that does not exist yet; null when the bot is gone. */
  policyOf(botId: string): Promise<Policy | null>
  /** The first result of this sender's `clientId`: a message, or a nudge. */
  findMessage(conversationId: string, sender: string, clientId: string): Promise<Event | null>
  /** The active conversations of a member. */
  heldBy(memberId: string): Promise<string[]>
  /**
   * Writes every change, its events and what follows, in one durable transaction. False, and nothing written, when any
   * conversation is no longer at its `before.lastSeq` (or was started meanwhile).
   */
  commit(changes: readonly Change[], along?: Along): Promise<boolean>
}

/** Everything an action needs from outside. */
export type World = {
  conversations: Conversations
  now: () => number
  newId: () => string
  /** Told after each commit; must not throw. A hint for sockets: readers heal from the log. */
  committed: (change: Change) => void
  /** Runs the work of one conversation one after another within this process, so that retries are for other servers. */
  inLine: <T>(conversationId: string, work: () => Promise<T>) => Promise<T>
}
