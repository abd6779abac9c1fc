import type { AddressGuard } from '../../guard/address-guard.ts'
import { failureOf } from '../../guard/connection-failure.ts'
import { failureWords, statusWords } from './fetch-words.ts'

/** What an address answered. */
export type Fetched = { ok: true; bytes: Uint8Array; mediaType: string; url: URL } | NotFetched
/** In plain words, why there is nothing; `again`: there may be, later. */
export type NotFetched = { ok: false; error: string; again: boolean }

export type Fetching = {
  /** Bytes after decompression. */
  bytes: number
  /** From the first connection to the last byte, in milliseconds. */
  ms: number
}

const MOST_REDIRECTS = 5

/**
 * Gets what is at an address that somebody typed. Every step of a redirect is checked by the guard as the first one is.
 * Rejects only when the signal aborts.
 */
export async function fetchGuarded(
  guard: Pick<AddressGuard, 'checkUrl' | 'fetch'>,
  address: string,
  { bytes, ms }: Fetching,
  signal: AbortSignal,
): Promise<Fetched> {
  const inTime = AbortSignal.timeout(ms)
  const ending = new AbortController()
  const stop = () => ending.abort(signal.reason)
  inTime.addEventListener('abort', () => ending.abort(inTime.reason))
  signal.addEventListener('abort', stop, { once: true })
  try {
    return await follow(guard, address, { bytes, ms, signal: ending.signal })
  } catch (error) {
    signal.throwIfAborted()
    return failureWords(inTime.aborted ? 'no_answer_in_time' : failureOf(error), ms)
  } finally {
    signal.removeEventListener('abort', stop)
    ending.abort()
  }
}

type Step = Fetching & { signal: AbortSignal }

const headers = {
  accept:
    'text/html,application/xhtml+xml,text/markdown,text/plain,application/pdf,text/csv,application/xml;q=0.8,*/*;q=0.5',
  'user-agent': 'Baton/1 (reads pages that its team gave it)',
}

async function follow(guard: Pick<AddressGuard, 'checkUrl' | 'fetch'>, address: string, step: Step): Promise<Fetched> {
  let next = address
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
    const checked = guard.checkUrl(next)
    if (!checked.ok)
      return no(redirects === 0 ? checked.reason : `The page leads on to another address. ${checked.reason}`)
    const answer = await guard.fetch(checked.url, { redirect: 'manual', headers, signal: step.signal })
    const location = answer.headers.get('location')
    if (answer.status < 300 || answer.status > 399 || location === null) return body(answer, checked.url, step)
    await answer.body?.cancel()
    if (!URL.canParse(location, checked.url.href)) return no('The page leads on to something that is no address.')
    next = new URL(location, checked.url).href
  }
  return no(`The page leads on more than ${MOST_REDIRECTS} times.`)
}

async function body(answer: Response, url: URL, { bytes: most }: Step): Promise<Fetched> {
  if (!answer.ok) {
    await answer.body?.cancel()
    return statusWords(answer.status)
  }
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of answer.body ?? []) {
    size += chunk.length
    if (size > most)
      return no(`It is larger than ${Math.round(most / 1024 / 1024)} MB, which is the most that is read.`)
    chunks.push(chunk)
  }
  return { ok: true, bytes: Buffer.concat(chunks), mediaType: answer.headers.get('content-type') ?? '', url }
}

const no = (error: string): NotFetched => ({ ok: false, error, again: false })
