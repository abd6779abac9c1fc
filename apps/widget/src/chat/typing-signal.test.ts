import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createTypingSignal } from './typing-signal.ts'

beforeEach(() => void vi.useFakeTimers({ now: 0 }))
afterEach(() => void vi.useRealTimers())

function set() {
  const told: boolean[] = []
  return { told, signal: createTypingSignal((on) => told.push(on), Date.now) }
}

test('many key strokes make one sign every three seconds', () => {
  const { told, signal } = set()
  for (let stroke = 0; stroke < 40; stroke++) {
    signal.touch()
    vi.advanceTimersByTime(100)
  }
  expect(told).toEqual([true, true])
})

test('a pause of five seconds ends it, once', () => {
  const { told, signal } = set()
  signal.touch()
  vi.advanceTimersByTime(5000)
  signal.stop()
  expect(told).toEqual([true, false])
})

test('sending ends it at once, and the next key begins again', () => {
  const { told, signal } = set()
  signal.touch()
  signal.stop()
  signal.touch()
  expect(told).toEqual([true, false, true])
})
