import { withJitter } from '../outbox/back-off.ts'

const second = 1_000
const minute = 60 * second
const hour = 60 * minute

/** The pauses after the first, second … failed attempt, in milliseconds; about three days in all. */
export const retryPauses: readonly number[] = [
  5 * second,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  14 * hour,
  20 * hour,
  24 * hour,
]

/** A receiver may ask for a longer pause, up to this. */
const LONGEST_ASKED = 24 * hour

/**
 * When to try again after this many failed attempts, in milliseconds; null when that was the last. ± 20 % at random, and
 * never before the time that the receiver asked for.
 */
export function nextAttempt(given: {
  failed: number
  now: number
  random: () => number
  retryAfter: number | null
}): number | null {
  const pause = retryPauses[given.failed - 1]
  if (pause === undefined) return null
  return given.now + Math.max(withJitter(pause, given.random), Math.min(given.retryAfter ?? 0, LONGEST_ASKED))
}

/** What a `Retry-After` header asks for, in milliseconds from now; null when it says nothing sensible. */
export function readRetryAfter(header: string | undefined, now: number): number | null {
  const text = header?.trim() ?? ''
  if (/^\d{1,9}$/.test(text)) return Number(text) * second
  if (!/GMT$/.test(text)) return null
  const at = Date.parse(text)
  return Number.isNaN(at) || at <= now ? null : at - now
}
