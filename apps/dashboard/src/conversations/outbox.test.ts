import { expect, test } from 'vitest'
import {
  nextToSend,
  type Outbox,
  pause,
  putBack,
  restored,
  TRIES,
  withFailed,
  without,
  withQueued,
  withResend,
  withRetry,
  withSending,
} from './outbox.ts'

const at = '2026-11-22T10:00:00.000Z'
const two = withQueued(withQueued([], { clientId: 'k1', text: 'one', at }), { clientId: 'k2', text: 'two', at })

test('messages go out in the order they were written, one at a time', () => {
  expect(nextToSend(two)?.clientId).toBe('k1')
  expect(nextToSend(withSending(two, 'k1'))).toBeUndefined()
  expect(nextToSend(without(two, 'k1'))?.clientId).toBe('k2')
})

test('nothing overtakes a message that failed', () => {
  const failed = withFailed(withSending(two, 'k1'), 'k1', 'too long')
  expect(failed[0]).toMatchObject({ status: 'failed', problem: 'too long' })
  expect(nextToSend(failed)).toBeUndefined()
})

test('a try without an answer waits for the next, under the same id, until there were enough', () => {
  let outbox: Outbox = two
  for (let tries = 1; tries < TRIES; tries++) {
    outbox = withRetry(withSending(outbox, 'k1'), 'k1', 'no answer')
    expect(nextToSend(outbox)).toMatchObject({ clientId: 'k1', tries })
  }
  outbox = withRetry(withSending(outbox, 'k1'), 'k1', 'no answer')
  expect(outbox[0]).toMatchObject({ status: 'failed', problem: 'no answer' })
})

test('Resend begins again with the same id and forgets the old problem', () => {
  const again = withResend(withFailed(two, 'k1', 'no answer'), 'k1')
  expect(nextToSend(again)).toEqual({ clientId: 'k1', text: 'one', at, status: 'queued', tries: 0, problem: undefined })
})

test('an acknowledged message leaves the outbox, and leaving twice is harmless', () => {
  const left = without(two, 'k1')
  expect(left.map((one) => one.clientId)).toEqual(['k2'])
  expect(without(left, 'k1')).toBe(left)
})

test('texts that were refused come back before what was typed since', () => {
  expect(putBack(two, 'three')).toBe('one\n\ntwo\n\nthree')
  expect(putBack(two, '  ')).toBe('one\n\ntwo')
  expect(putBack([], 'three')).toBe('three')
})

test('after a reload what was on its way is asked again, and rubbish in the storage does no harm', () => {
  const kept = JSON.parse(JSON.stringify(withFailed(withSending(two, 'k1'), 'k2', 'too long')))
  expect(restored(kept).map((one) => one.status)).toEqual(['queued', 'failed'])
  expect(restored(undefined)).toEqual([])
  expect(restored({})).toEqual([])
  expect(restored([null, 1, { clientId: 'k' }])).toEqual([])
})

test('the pause between tries grows and has an end', () => {
  expect([1, 2, 3, 4, 5, 9].map(pause)).toEqual([1000, 2000, 4000, 8000, 15_000, 15_000])
})
