import { randomBytes, randomUUID } from 'node:crypto'
import type { CustomerConversation, CustomerEvents, MemberConversation, MemberEvents, Problem } from '@baton/protocol'
import { ownerOfServer } from './server-process.ts'

/** An answer as it came: status and parsed body. */
export type Answer<Body> = { status: number; body: Body; headers: Headers }
type Options = { method?: string; token?: string; cookie?: string; body?: unknown; headers?: Record<string, string> }

/** Speaks HTTP to a server as a program would. */
export async function call<Body = Record<string, never>>(url: string, path: string, options: Options = {}) {
  const { method = options.body === undefined ? 'GET' : 'POST', token, cookie, body } = options
  const response = await fetch(`${url}${path}`, {
    method,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(cookie === undefined ? {} : { cookie }),
      ...options.headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  const answer: Answer<Body> = {
    status: response.status,
    body: text === '' ? null : JSON.parse(text),
    headers: response.headers,
  }
  return answer
}

/** Signs in and answers the session's cookie. */
export async function signIn(url: string, { email, password }: { email: string; password: string } = ownerOfServer) {
  const answer = await call(url, '/api/auth/sign-in/email', { body: { email, password } })
  if (answer.status !== 200) throw new Error(`sign-in of ${email}: ${answer.status} ${JSON.stringify(answer.body)}`)
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

export const newStartKey = () => randomBytes(24).toString('base64url')

export type CustomerSession = { id: string; token: string }

/** Dana opens a conversation with a first message. */
export async function begin(url: string, botId: string, text?: string): Promise<CustomerSession> {
  const body = { startKey: newStartKey(), ...(text === undefined ? {} : { clientId: randomUUID(), text }) }
  const path = `/api/channel/v1/bots/${botId}/conversations`
  const answer = await call<{ conversation: CustomerConversation; token: string }>(url, path, { body })
  if (answer.status !== 201) throw new Error(`start: ${answer.status} ${JSON.stringify(answer.body)}`)
  return { id: answer.body.conversation.id, token: answer.body.token }
}

/** What Dana does on the web channel. */
export function asDana(url: string, { id, token }: CustomerSession) {
  const path = `/api/channel/v1/conversations/${id}`
  return {
    say: (text: string, clientId: string = randomUUID()) =>
      call<Problem>(url, `${path}/messages`, { token, body: { clientId, text } }),
    escalate: (body: Record<string, unknown> = { email: 'dana@example.com' }) =>
      call<CustomerConversation & Problem>(url, `${path}/escalate`, { token, body }),
    withdraw: () => call<CustomerConversation>(url, `${path}/withdraw`, { token, body: {} }),
    read: () => call<CustomerConversation>(url, path, { token }),
    events: async (after = 0) =>
      (await call<CustomerEvents>(url, `${path}/events?after=${after}&limit=500`, { token })).body.items,
  }
}

/** What a member does, known by cookie or by API key. */
export function asMember(url: string, known: { cookie: string } | { token: string }) {
  const act = (id: string, verb: string, body: unknown = {}) =>
    call<MemberConversation & Problem>(url, `/api/v1/conversations/${id}/${verb}`, { ...known, body })
  return {
    get: <Body>(path: string) => call<Body>(url, path, known),
    post: <Body>(path: string, body: unknown = {}) => call<Body>(url, path, { ...known, body }),
    patch: <Body>(path: string, body: unknown) => call<Body>(url, path, { ...known, body, method: 'PATCH' }),
    put: <Body>(path: string, body: unknown) => call<Body>(url, path, { ...known, body, method: 'PUT' }),
    remove: <Body>(path: string) => call<Body>(url, path, { ...known, method: 'DELETE' }),
    claim: (id: string) => act(id, 'claim'),
    handBack: (id: string, body: unknown = {}) => act(id, 'hand-back', body),
    act,
    say: (id: string, text: string, clientId: string = randomUUID()) => act(id, 'messages', { clientId, text }),
    events: async (id: string, after = 0) =>
      (await call<MemberEvents>(url, `/api/v1/conversations/${id}/events?after=${after}&limit=500`, known)).body.items,
  }
}

/** Asks again and again, for at most `within` milliseconds, until there is an answer. */
export async function eventually<Value>(
  what: string,
  look: () => Promise<Value | null | undefined | false>,
  within = 10_000,
): Promise<Value> {
  const since = Date.now()
  for (;;) {
    const found = await look()
    if (found) return found
    const waited = Date.now() - since
    if (waited > within) throw new Error(`it did not come: ${what}`)
    // Looks less often the longer it takes: looking costs the server the time in which it could bring what is awaited.
    await new Promise((resolve) => setTimeout(resolve, Math.min(250, Math.max(25, waited / 8))))
  }
}
