import type { Conversation, Outcome, World } from '@baton/core'
import type { FastifyRequest } from 'fastify'
import type { Registry } from '../power-ups/registry.ts'
import { conversationForCustomer } from '../present/for-customer.ts'
import type { FaceOf } from '../present/for-member.ts'
import type { Bots } from '../store/bots.ts'
import type { CustomerReading } from '../store/customer-reading.ts'
import type { EventLog } from '../store/events.ts'
import type { PowerUps } from '../store/power-ups.ts'
import type { WaitingLine } from '../store/waiting-line.ts'
import type { WebChannels } from '../store/web-channels.ts'
import { type CustomerIdentity, customerOf } from './customer-guard.ts'
import { refusalProblem } from './error-response.ts'
import { Refused, unauthorized } from './problems.ts'

export type ChannelRouteDeps = {
  world: World
  bots: Bots
  registry: Registry
  powerUps: PowerUps
  waiting: WaitingLine
  customers: CustomerReading
  webChannels: WebChannels
  faceOf: FaceOf
  log: EventLog
  tokens: {
    /** `proven`: the site has said who this is. */
    issue: (identity: CustomerIdentity, when: { at: number; proven: boolean; id?: string }) => Promise<string>
    /** It opens nothing any more. */
    end: (token: string) => Promise<void>
    verify: (token: string) => Promise<CustomerIdentity | null>
  }
  /** Customers whom a site's signed token has proven. */
  identities: {
    recognise: (
      token: string,
      bot: { botId: string; teamId: string },
      earlier: string | null,
    ) => Promise<{ customerId: string; name: string | null; email: string | null } | { refused: string }>
    of: (customerId: string) => Promise<{ name: string | null; email: string | null } | null>
    newestConversation: (customerId: string) => Promise<string | null>
  }
  /** Links in mails to customers whose address is proven. */
  mailedLinks: {
    read: (link: string) => {
      id: string
      botId: string
      customerId: string
      conversationId: string
      email: string
      expiresAt: number
    } | null
    use: (link: { id: string; expiresAt: number }, key: string) => Promise<boolean>
  }
  hash: (text: string) => string
  newId: () => string
  /** Notes from where an address was left; the network address itself is not kept. */
  noteOrigin: (conversationId: string, ip: string) => Promise<void>
  markRead: (read: { conversationId: string; reader: string; seq: number }) => Promise<void>
  waitForEvent: (conversationId: string, after: number, ms: number, signal: AbortSignal) => Promise<void>
}

/** The conversation, if it is this customer's; else 401, whether or not it exists. */
export async function ownConversation({ world }: ChannelRouteDeps, request: FastifyRequest, id: string) {
  const loaded = await world.conversations.load(id)
  if (loaded === null || loaded.conversation.customerId !== customerOf(request).customerId) throw unauthorized()
  return loaded.conversation
}

export async function asCustomer(deps: ChannelRouteDeps, request: FastifyRequest, id: string) {
  const { customerId, customer } = await ownConversation(deps, request, id)
  return { kind: 'customer' as const, id: customerId, name: customer.name }
}

/** The conversation as its customer sees it now. */
export async function viewOf({ waiting, customers, faceOf }: ChannelRouteDeps, conversation: Conversation) {
  const { id, botId } = conversation
  const seenSeq = await customers.seenByAgents(id)
  if (conversation.state !== 'escalated') return conversationForCustomer(conversation, { queue: null, seenSeq }, faceOf)
  const found = (await waiting.queue(botId)).find(({ conversationId }) => conversationId === id)
  if (found === undefined) return conversationForCustomer(conversation, { queue: null, seenSeq }, faceOf)
  const { conversationId: _own, ...queue } = found
  return conversationForCustomer(conversation, { queue, seenSeq }, faceOf)
}

export function succeeded(outcome: Outcome) {
  if (!outcome.ok) throw new Refused(refusalProblem(outcome.refusal, outcome.conversation))
  return outcome
}
