import { performance } from 'node:perf_hooks'
import { type buildConnector, Client, type Dispatcher } from 'undici'
import { KEEP_BYTES, READ_BYTES, TOTAL_MS } from './attempt-limits.ts'
import { wordsFor } from './failure-words.ts'

export type Answer = {
  /** HTTP status; null when no answer came. */
  status: number | null
  /** In a person's words, when there was no answer. */
  error: string | null
  retryAfter: string | undefined
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
    const retryAfter = single(answer.headers['retry-after'])
    return { status: answer.statusCode, error: null, retryAfter, body: await startOf(answer.body), durationMs }
  } catch (error) {
    request.signal.throwIfAborted()
    return { status: null, error: wordsFor(error), retryAfter: undefined, body: null, durationMs: elapsed() }
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
      if (read < KEEP_BYTES) kept.push(bytes.subarray(0, KEEP_BYTES - read))
      read += bytes.length
      if (read >= READ_BYTES) break
    }
  } catch {
    // Slow, broken off or aborted: the status has been said.
  }
  // PostgreSQL keeps no NUL in a text.
  return Buffer.concat(kept).toString('utf8').replaceAll('\u0000', '\ufffd')
}

function single(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header
}
