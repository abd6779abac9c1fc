import type { ChannelBot } from '@baton/protocol'

/** What became of a request. */
export type Answer<Value> =
  | { kind: 'ok'; value: Value }
  /** The server understood and says no; asking again would not help. */
  | { kind: 'no'; status: number; code: string }
  /** No answer, or one that asks for patience; `afterMs` where the server said how long. */
  | { kind: 'later'; afterMs: number | null }
  /** Nobody waits for the answer any more. */
  | { kind: 'stopped' }

/** The server answers within this time, or not at all. */
export const TIMEOUT_MS = 20_000

export const botPath = (botId: string): string => `/bots/${encodeURIComponent(botId)}`

/** What a page needs to draw the bot; of one that is gone, only its customer's `token` tells. */
export const fetchBot = (botId: string, token?: string) => call<ChannelBot>(botPath(botId), token)

/** One request of the customer's. Nothing here throws for an expected failure. */
export async function call<Value>(
  path: string,
  token?: string,
  body?: object,
  timeoutMs = TIMEOUT_MS,
): Promise<Answer<Value>> {
  const sent = body && JSON.stringify(body)
  try {
    const response = await fetch(`/api/channel/v1${path}`, {
      headers: {
        ...(token && { authorization: `Bearer ${token}` }),
        ...(sent && { 'content-type': 'application/json' }),
      },
      signal: AbortSignal.timeout(timeoutMs),
      // A member's cookie has no business here: the token alone says who asks.
      credentials: 'omit',
      cache: 'no-store',
      // What is on its way goes on when the page is left; browsers carry 64 KiB so.
      ...(sent && { method: 'POST', body: sent, keepalive: sent.length < 20_000 }),
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
