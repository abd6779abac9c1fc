import type {
  AnswerForm,
  CustomerConversation,
  CustomerEvent,
  CustomerEvents,
  Form,
  Identified,
  ListedConversation,
  Page,
  Started,
} from '@baton/protocol'
import type { OpenAccess } from '../keep/kept-access.ts'
import { type Answer, botPath, call, fetchBot, TIMEOUT_MS } from './call.ts'
import type { Visit } from './visit.ts'

/** The server holds a request for news at most this long, in seconds. */
const HOLD_S = 25

/** The customer's side of the HTTP interface. */
export const channelApi = {
  bot: fetchBot,
  start: (botId: string, body: { startKey: string; clientId?: string; text?: string } & Visit, token?: string) =>
    call<Started>(`${botPath(botId)}/conversations`, token, body),
  /** Proves to be a customer of the site's; a conversation of the `earlier` token becomes theirs. */
  identify: (botId: string, token: string, earlier: string | undefined) =>
    call<Identified>(`${botPath(botId)}/identify`, earlier, { token }),
  /** All conversations of the customer whom the token names, newest activity first. */
  conversations: (botId: string, token: string, cursor: string | null) =>
    call<Page<ListedConversation>>(
      `${botPath(botId)}/conversations?limit=20${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`,
      token,
    ),
  /** The token opens nothing any more. */
  signOut: (token: string) => call<null>('/sign-out', token, {}),
  conversation: (access: OpenAccess) => ask<CustomerConversation>(access, ''),
  /** At most `limit` events, ascending: those right before a `seq`. */
  eventsBefore: (access: OpenAccess, seq: number, limit: number) =>
    ask<CustomerEvents>(access, `/events?before=${seq}&limit=${limit}`),
  eventsAfter: (access: OpenAccess, seq: number) => ask<CustomerEvents>(access, `/events?after=${seq}`),
  /** The same, held by the server until there is something. */
  awaitEvents: (access: OpenAccess, seq: number) =>
    ask<CustomerEvents>(access, `/events?after=${seq}&wait=${HOLD_S}`, undefined, TIMEOUT_MS + HOLD_S * 1000),
  send: (access: OpenAccess, body: { clientId: string; text: string }) => ask<CustomerEvent>(access, '/messages', body),
  read: (access: OpenAccess, seq: number) => ask<null>(access, '/read', { seq }),
  escalate: (access: OpenAccess, body: { email?: string }) => ask<CustomerConversation>(access, '/escalate', body),
  /** The form of a power-up, as it says it in this language. */
  form: (botId: string, powerUp: string, language: string) =>
    call<Form>(`${botPath(botId)}/forms/${encodeURIComponent(powerUp)}?language=${encodeURIComponent(language)}`),
  answerForm: (access: OpenAccess, powerUp: string, body: AnswerForm) =>
    ask<CustomerConversation>(access, `/forms/${encodeURIComponent(powerUp)}`, body),
  withdraw: (access: OpenAccess) => ask<CustomerConversation>(access, '/withdraw', {}),
}

export type ChannelApi = typeof channelApi

function ask<Value>(access: OpenAccess, what: string, body?: object, timeoutMs?: number): Promise<Answer<Value>> {
  return call(`/conversations/${encodeURIComponent(access.conversationId)}${what}`, access.token, body, timeoutMs)
}
