import type { Answer } from './post.ts'
import { nextAttempt, readRetryAfter } from './retry-schedule.ts'

/** What an answer means for its delivery and its webhook. */
export type Verdict = {
  /** Why it was no success; null when it was one. */
  error: string | null
  /** The receiver will not come back: the webhook is switched off. */
  gone: boolean
  /** When to try again, in milliseconds; null when it has arrived or is given up. */
  next: number | null
  /** Until when its receiver wants to hear nothing at all. */
  pausedUntil: number | null
}

/** Of what a receiver asks for, at most this is kept up for everything else that waits for it, in milliseconds. */
const LONGEST_PAUSE = 3_600_000

type Round = { failed: number; now: number; random: () => number; once: boolean; moved: boolean }

/**
 * @param round `failed`: how many attempts of this round have failed if this one has; `once`: it is tried only once; `moved`: the
 * webhook has another URL by now, so that a receiver that is gone says nothing about it
 */
export function judge(answer: Answer, { failed, now, random, once, moved }: Round): Verdict {
  const gone = answer.status === 410 && !moved
  const error = errorOf(answer, gone)
  const throttled = answer.status === 429 || answer.status === 503
  const retryAfter = throttled ? readRetryAfter(answer.retryAfter, now) : null
  const over = error === null || gone || once || answer.abort
  return {
    error,
    gone,
    next: over ? null : nextAttempt({ failed, now, random, retryAfter }),
    pausedUntil: retryAfter === null || once ? null : now + Math.min(retryAfter, LONGEST_PAUSE),
  }
}

function errorOf({ status, error, abort }: Answer, gone: boolean): string | null {
  if (status === null) return error ?? 'No answer came.'
  if (status >= 200 && status < 300) return null
  if (status >= 300 && status < 400 && status !== 304)
    return `The receiver answered ${status}: redirects are not followed.`
  if (gone) return 'The receiver answered 410: it is gone, so this webhook was switched off.'
  return abort ? `The receiver answered ${status} and wants no other try.` : `The receiver answered ${status}.`
}
