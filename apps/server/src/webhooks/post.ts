import { performance } from 'node:perf_hooks'
import { type buildConnector, Client, type Dispatcher } from 'undici'
import { READ_BYTES, TOTAL_MS } from './attempt-limits.ts'
import { wordsFor } from './failure-words.ts'

export type Answer = {
  /** HTTP status; null when no answer came. */
  status: number | null
  /** In a person's words, when there was no answer. */
  error: string | null
  headers: Record<string, string> | null
  retryAfter: string | undefined
  /** The receiver asks that this message not be sent again (`webhook-delivery: abort-message`). */
  abort: boolean
  /** At most 64 KB of it. */
  body: string | null
  durationMs: number
}

/**
 * One POST on one connection of its own: no redirects, no proxy, no cookies. Once there is a status, what follows it is read for
 * the log only. Rejects only when `signal` aborts before there is an answer.
 */
export async function post(
  url: URL,
  request: { headers: Record<string, string>; body: string; signal: AbortSignal },
  connection: { connect: buildConnector.connector; totalMs?: number },
): Promise<Answer> {
  const began = performance.now()
  const totalMs = connection.totalMs ?? TOTAL_MS
  const client = new Client(url.origin, { connect: connection.connect, headersTimeout: totalMs, bodyTimeout: totalMs })
  const elapsed = () => Math.round(performance.now() - began)
  try {
    const answer = await client.request({
      path: `${url.pathname}${url.search}`,
      method: 'POST',
      headers: request.headers,
      body: request.body,
      signal: AbortSignal.any([request.signal, AbortSignal.timeout(totalMs)]),
      reset: true,
    })
    const durationMs = elapsed()
    const headers = plain(answer.headers)
    const abort = headers['webhook-delivery']?.trim() === 'abort-message'
    const body = await startOf(answer.body)
    return {
      status: answer.statusCode,
      error: null,
      headers,
      retryAfter: headers['retry-after'],
      abort,
      body,
      durationMs,
    }
  } catch (error) {
    request.signal.throwIfAborted()
    return noAnswer(wordsFor(error), elapsed())
  } finally {
    await client.destroy()
  }
}

/** The first bytes of an answer as text; whatever goes wrong on the way only makes it shorter. */
async function startOf(body: Dispatcher.ResponseData['body']): Promise<string> {
  const kept: Buffer[] = []
  let read = 0
  try {
    for await (const chunk of body) {
      const bytes = Buffer.from(chunk)
      kept.push(bytes.subarray(0, READ_BYTES - read))
      read += bytes.length
      if (read >= READ_BYTES) break
    }
  } catch {
    // Slow, broken off or aborted: the status has been said.
  }
  // PostgreSQL keeps no NUL in a text.
  return wholeCharacters(Buffer.concat(kept), read > READ_BYTES).replaceAll('\u0000', '\ufffd')
}

/** Bytes as text; the character that a cut went through is left out. */
function wholeCharacters(bytes: Buffer, cut: boolean): string {
  return new TextDecoder().decode(bytes, { stream: cut })
}

/** What is kept of the headers of an answer: one text for each name, and no more than fits a log. */
function plain(headers: Dispatcher.ResponseData['headers']): Record<string, string> {
  const kept: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers).slice(0, MOST_HEADERS)) {
    if (value === undefined) continue
    kept[name] = (Array.isArray(value) ? value.join(', ') : value)
      .slice(0, LONGEST_HEADER)
      .replaceAll('\u0000', '\ufffd')
  }
  return kept
}

const MOST_HEADERS = 50
const LONGEST_HEADER = 1_000

/** An attempt that nobody answered. */
export function noAnswer(error: string, durationMs = 0): Answer {
  return { status: null, error, headers: null, retryAfter: undefined, abort: false, body: null, durationMs }
}
