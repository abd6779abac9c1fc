import { describe, expect, test } from 'vitest'
import { nextAttempt, readRetryAfter } from './retry-schedule.ts'

const now = Date.UTC(2026, 10, 22, 10)
const seconds = (count: number) => count * 1_000
const minutes = (count: number) => seconds(60 * count)
const hours = (count: number) => minutes(60 * count)
const documented = [...[seconds(5), minutes(5), minutes(30)], ...[2, 5, 10, 14, 20, 24].map(hours)]

describe('when a delivery is tried again', () => {
  test.each(documented.map((pause, index) => [index + 1, pause] as const))(
    'WH11: after failure %i it is %i ms later, ± 20 %',
    (failed, pause) => {
      const at = (random: number) => nextAttempt({ failed, now, random: () => random, retryAfter: null })
      expect([at(0), at(0.5), at(1)]).toEqual([now + 0.8 * pause, now + pause, now + 1.2 * pause])
    },
  )

  test('WH11: the tenth failure is the last', () => {
    expect(nextAttempt({ failed: 10, now, random: () => 0, retryAfter: seconds(1) })).toBeNull()
  })

  test('WH12: never before the receiver wants it, and never more than a day later', () => {
    const at = (retryAfter: number) => nextAttempt({ failed: 2, now, random: () => 0.5, retryAfter })
    expect(at(seconds(10))).toBe(now + minutes(5))
    expect(at(hours(1))).toBe(now + hours(1))
    expect(at(hours(24 * 365))).toBe(now + hours(24))
  })

  test.each([
    ['120', 120_000],
    [' 0 ', 0],
    ['Sun, 22 Nov 2026 10:10:00 GMT', 600_000],
    ['Sun, 22 Nov 2026 09:00:00 GMT', null],
    ['-5', null],
    ['soon', null],
    ['1.5', null],
    ['', null],
    ['99999999999999999999', null],
    [undefined, null],
  ])('WH12: Retry-After %o means %o', (header, expected) => expect(readRetryAfter(header, now)).toBe(expected))
})
