import { z } from 'zod'
import type { CustomerConversation, MemberConversation, PlaceInLine } from './conversation-view.ts'
import type { ActorView, EventView } from './event-view.ts'

/** Largest frame either side accepts, in bytes. */
export const MAX_FRAME_BYTES = 64 * 1024
/** The first client frame must come within this time, in milliseconds. */
export const HELLO_TIMEOUT_MS = 5_000
/** At least this often the server tells the newest `seq` of what is followed, in milliseconds. */
export const POSITION_EVERY_MS = 20_000

const id = z.string().min(1).max(100)

export const ClientFrame = z.discriminatedUnion('t', [
  z.strictObject({ t: z.literal('hello'), token: z.string().max(4000).optional() }),
  z.strictObject({ t: z.literal('follow'), conversation: id, after: z.int().min(0) }),
  z.strictObject({ t: z.literal('unfollow'), conversation: id }),
  z.strictObject({ t: z.literal('follow_inbox') }),
  z.strictObject({ t: z.literal('typing'), conversation: id, on: z.boolean() }),
  z.strictObject({ t: z.literal('viewing'), conversation: id }),
  z.strictObject({ t: z.literal('ping') }),
])
export type ClientFrame = z.infer<typeof ClientFrame>

export type ReadyFrame = {
  t: 'ready'
  me: { kind: 'agent'; id: string; name: string; teamId: string } | { kind: 'customer'; id: string; botId: string }
}

/** Piece by piece, the reply that a bot is writing. `offset` is where `text` begins in the whole reply. */
export type DraftingFrame = {
  t: 'drafting'
  conversation: string
  engagement: number
  clientId: string
  offset: number
  text: string
}

export type ServerFrame =
  | ReadyFrame
  | { t: 'event'; event: EventView }
  | { t: 'caught_up'; conversation: string; seq: number }
  | { t: 'inbox'; conversation: MemberConversation }
  | { t: 'position'; conversation: string; seq: number }
  | DraftingFrame
  | { t: 'drafting_withdrawn'; conversation: string; clientId: string }
  | { t: 'typing'; conversation: string; actor: ActorView; on: boolean }
  /** Members only: who looks at the conversation, and whether the customer's page is open. */
  | { t: 'presence'; conversation: string; customerOnline: boolean; viewers: { id: string; name: string }[] }
  /** Customers only, while escalated. */
  | ({ t: 'queue'; conversation: string } & PlaceInLine)
  /** Customers only, while active: how far the agent has read. */
  | { t: 'seen'; conversation: string; seq: number }
  | { t: 'error'; code: string; message: string }
  | { t: 'pong' }

/** A summary that a customer page can rebuild from events with `applyEvent`. */
export type ConversationView = MemberConversation | CustomerConversation
