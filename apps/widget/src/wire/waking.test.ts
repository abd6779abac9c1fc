import { afterEach, expect, test, vi } from 'vitest'
import { watchForWaking } from './waking.ts'

afterEach(() => vi.useRealTimers())

test('a clock that has jumped ahead says that the machine slept; a late timer does not', () => {
  vi.useFakeTimers({ now: 0 })
  let ahead = 0
  const woke = vi.fn()
  const stop = watchForWaking(woke, () => Date.now() + ahead)
  vi.advanceTimersByTime(60_000)
  expect(woke).not.toHaveBeenCalled()
  ahead = 60_000
  vi.advanceTimersByTime(5_000)
  expect(woke).not.toHaveBeenCalled()
  ahead += 3_600_000
  vi.advanceTimersByTime(5_000)
  expect(woke).toHaveBeenCalledTimes(1)
  vi.advanceTimersByTime(30_000)
  expect(woke).toHaveBeenCalledTimes(1)
  stop()
})
