import type {
  ChannelBot,
  CustomerConversation,
  CustomerEvent,
  CustomerEvents,
  Identified,
  ListedConversation,
  Page,
  Started,
} from '@baton/protocol'
import type { OpenAccess } from '../keep/access.ts'
import type { Visit } from './visit.ts'

/** What became of a request. */
export type Answer<Value> =
  | { kind: 'ok'; value: Value }
  /** The server understood and says no; asking again would not help. */
  | { kind: 'no'; status: number; code: string }
  /** No answer, or one that asks for patience; `afterMs` where the server said how long. */
  | { kind: 'later'; afterMs: number | null }
  /** Nobody waits for the answer any more. */
  | { kind: 'stopped' }

const TIMEOUT_MS = 20_000
/** The server holds a request for news at most this long, in seconds. */
const HOLD_S = 25

/** The customer's side of the HTTP interface. Nothing here throws for an expected failure. */
export const channelApi = {
  bot: (botId: string) => call<ChannelBot>(botPath(botId)),
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
  lead: (access: OpenAccess, body: { email?: string; name?: string; note?: string }) =>
    ask<CustomerConversation>(access, '/lead', body),
  withdraw: (access: OpenAccess) => ask<CustomerConversation>(access, '/withdraw', {}),
}

export type ChannelApi = typeof channelApi

const botPath = (botId: string) => `/bots/${encodeURIComponent(botId)}`

function ask<Value>(access: OpenAccess, what: string, body?: object, timeoutMs?: number): Promise<Answer<Value>> {
  return call(`/conversations/${encodeURIComponent(access.conversationId)}${what}`, access.token, body, timeoutMs)
}

async function call<Value>(
  path: string,
  token?: string,
  body?: object,
  timeoutMs = TIMEOUT_MS,
): Promise<Answer<Value>> {
  try {
    const response = await fetch(`/api/channel/v1${path}`, {
      headers: {
        ...(token && { authorization: `Bearer ${token}` }),
        ...(body && { 'content-type': 'application/json' }),
      },
      signal: AbortSignal.timeout(timeoutMs),
      // A member's cookie has no business here: the token alone says who asks.
      credentials: 'omit',
      cache: 'no-store',
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
    })
    if (!response.ok) return await refused(response)
    const text = await response.text()
    return { kind: 'ok', value: text && JSON.parse(text) }
  } catch {
    return { kind: 'later', afterMs: null }
  }
}

async function refused(response: Response): Promise<Answer<never>> {
  const { status, headers } = response
  if ([408, 425, 429].includes(status) || status >= 500) {
    // At most a minute, whatever the server says: a customer waits in front of this.
    const seconds = Number(headers.get('retry-after') ?? Number.NaN)
    return { kind: 'later', afterMs: seconds >= 0 ? Math.min(seconds, 60) * 1000 : null }
  }
  const problem = await response.json().catch(() => null)
  return { kind: 'no', status, code: `${problem?.code}` }
}
