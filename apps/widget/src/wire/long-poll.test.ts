import type { CustomerEvents } from '@baton/protocol'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { danaWrites } from '../chat/cast.ts'
import type { Answer } from './call.ts'
import { startLongPoll } from './long-poll.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const news = (seq: number): Answer<CustomerEvents> => ({
  kind: 'ok',
  value: { items: [danaWrites(seq, 'Hello')], lastSeq: seq },
})
const down: Answer<CustomerEvents> = { kind: 'later', afterMs: null }
const gone: Answer<CustomerEvents> = { kind: 'no', status: 401, code: 'unauthorized' }

/** A server that gives these answers, 100 ms apart, and then keeps silent. */
function set(script: Answer<CustomerEvents>[]) {
  const told: string[] = []
  const stop = startLongPoll({
    ask: () =>
      new Promise((resolve) => {
        const answer = script.shift()
        if (answer) setTimeout(() => resolve(answer), 100)
      }),
    received: ({ lastSeq }) => told.push(`news ${lastSeq}`),
    failed: () => told.push('failed'),
    refused: () => told.push('refused'),
    random: () => 1,
  })
  return { stop, told, script }
}

test('long polling asks again as soon as it has an answer', async () => {
  const { told } = set([news(1), news(2)])
  await vi.advanceTimersByTimeAsync(200)
  expect(told).toEqual(['news 1', 'news 2'])
})

test('long polling keeps its distance from a server that fails', async () => {
  const { told } = set([down, news(1)])
  await vi.advanceTimersByTimeAsync(100 + 499)
  expect(told).toEqual(['failed'])
  await vi.advanceTimersByTimeAsync(1 + 100)
  expect(told).toEqual(['failed', 'news 1'])
})

test('long polling ends where the server says no', async () => {
  const { told, script } = set([gone, news(1)])
  await vi.advanceTimersByTimeAsync(60_000)
  expect(told).toEqual(['refused'])
  expect(script).toHaveLength(1)
})

test('long polling ends when it is stopped, and says nothing more', async () => {
  const { told, stop } = set([down, news(1)])
  await vi.advanceTimersByTimeAsync(100)
  stop()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(told).toEqual(['failed'])
})

test('an answer that comes after the stop is not taken in', async () => {
  const { told, stop } = set([news(1)])
  stop()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(told).toEqual([])
})
