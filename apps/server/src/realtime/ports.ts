import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Change, Event } from '@baton/core'
import type { CustomerEvent, DraftingFrame, MemberConversation, MemberEvent, PlaceInLine } from '@baton/protocol'
import type { Principal } from '../accounts/principal.ts'
import type { Bus } from '../database/bus.ts'

/** Everything that the gateway needs from the rest of the server. */
export type RealtimeDeps = {
  /** Recognises a member by cookie or by `Bearer bat_…`; null when there is none (any more). */
  authenticate(headers: { cookie?: string | undefined; authorization?: string | undefined }): Promise<Principal | null>
  /** Null for a token that is expired, forged or revoked. */
  verifyCustomer(token: string): Promise<{ customerId: string; botId: string; teamId: string } | null>
  isAllowedOrigin(origin: string): boolean
  /** Whether this bot (null: any) lets pages of this other origin be its customers'. */
  isAllowedSite(origin: string, botId: string | null): Promise<boolean>
  log: {
    /** Ascending by `seq`, everything after `after`, at most `limit`. */
    after(conversationId: string, after: number, limit: number): Promise<Event[]>
    lastSeq(conversationId: string): Promise<number | null>
  }
  access: {
    member(principal: Principal, conversationId: string): Promise<boolean>
    customer(customerId: string, conversationId: string): Promise<boolean>
  }
  present: {
    eventForMember(event: Event): MemberEvent
    eventForCustomer(event: Event): CustomerEvent
    conversationFor(principal: Principal, conversationId: string): Promise<MemberConversation | null>
    /** The waiting conversations of a bot, in order. */
    queue(botId: string): Promise<({ conversationId: string } & PlaceInLine)[]>
    /** How far agents have read while they held the conversation. */
    seenByAgents(conversationId: string): Promise<number>
    teamOf(conversationId: string): Promise<{ teamId: string; botId: string } | null>
  }
  bus: Pick<Bus, 'publish' | 'subscribe' | 'onGap'>
  /** Notes that a member is there: on connecting, and on signs of life at most every 20 s while a socket is open. */
  seen(memberId: string): Promise<void>
  /** Milliseconds. Asked only together with `setTimer`; else durations are measured by Node's monotonic clock. */
  now(): number
  /** From 0 to below 1. */
  random(): number
  /** Runs something once, `ms` milliseconds from now; answers how to call it off. Node's own timers unless given. */
  setTimer?: ((run: () => void, ms: number) => () => void) | undefined
  warn(message: string, fields?: object): void
  /** Off for load tests: no limit on frames, nor on sockets of one address or customer. */
  rateLimits: boolean
}

export type Gateway = {
  /** For the HTTP server's `upgrade`: takes `/realtime`, answers 404 to any other path. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  /** To be called right after a commit in this process; tells the other servers as well. Never throws. */
  committed(change: Change): void
  /** A piece of a reply that is being written, for followers on every server. Dropped when a newer engagement is known here. */
  drafting(frame: DraftingFrame): void
  /** The reply that was being written will not be sent. */
  draftingWithdrawn(conversation: string, clientId: string): void
  /** The agent who holds the conversation has read up to `seq`; their customer is told, on every server. */
  seenByHolder(conversationId: string, seq: number): void
  /** Resolves when the conversation has an event after `after`, after `ms` milliseconds, or when the signal aborts. */
  waitForEvent(conversationId: string, after: number, ms: number, signal: AbortSignal): Promise<void>
  /** Checks the sockets of this member, session or key again, on every server: gone means closed with 4103. */
  accessEnded(who: AccessEnded): void
  /** Whether a socket of this process follows the conversation as its customer. */
  customerOnline(conversationId: string): boolean
  /** Tells every socket to come back (4000) and accepts no more. Resolves when all are closed, or cut after 2 s. */
  close(): Promise<void>
  stats(): { sockets: number; follows: number }
}

export type AccessEnded = { memberId: string } | { sessionId: string } | { keyId: string }

export type Side = 'member' | 'customer'
