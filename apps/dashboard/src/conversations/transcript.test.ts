import { expect, test } from 'vitest'
import { dana, event, message, robo } from './testing/sample.ts'
import { fromNewest, gapBefore, hasClientId, withNewer, withOlder } from './transcript.ts'

const seqs = (transcript: { events: { seq: number }[] }) => transcript.events.map((one) => one.seq)
const newest = fromNewest([message(5, dana, 'five'), message(6, robo, 'six')])

test('the newest page says whether there is more above it', () => {
  expect(newest).toMatchObject({ lastSeq: 6, hasOlder: true })
  expect(fromNewest([event(1, dana, { type: 'conversation.started', data: {} })]).hasOlder).toBe(false)
  expect(fromNewest([])).toEqual({ events: [], lastSeq: 0, hasOlder: false })
})

test('an event that follows is appended, one that is known changes nothing', () => {
  const next = withNewer(newest, [message(6, robo, 'six'), message(7, dana, 'seven')])
  expect(seqs(next)).toEqual([5, 6, 7])
  expect(next.lastSeq).toBe(7)
  expect(withNewer(next, [message(6, robo, 'six')])).toBe(next)
})

test('an event after a gap is not shown before what is missing', () => {
  expect(gapBefore(newest, 8)).toBe(true)
  expect(gapBefore(newest, 7)).toBe(false)
  expect(seqs(withNewer(newest, [message(8, dana, 'eight')]))).toEqual([5, 6])
  expect(seqs(withNewer(newest, [message(7, dana, 'seven'), message(8, dana, 'eight')]))).toEqual([5, 6, 7, 8])
})

test('an older page goes above, once', () => {
  const page = [
    event(1, dana, { type: 'conversation.started', data: {} }),
    message(2, dana, 'two'),
    message(3, robo, 'three'),
    message(4, dana, 'four'),
  ]
  const whole = withOlder(newest, page)
  expect(seqs(whole)).toEqual([1, 2, 3, 4, 5, 6])
  expect(whole.hasOlder).toBe(false)
  expect(seqs(withOlder(whole, page))).toEqual([1, 2, 3, 4, 5, 6])
})

test('a message is found by its sender’s id', () => {
  const sent = fromNewest([{ ...message(1, dana, 'hi'), clientId: 'k1' }])
  expect(hasClientId(sent, 'k1')).toBe(true)
  expect(hasClientId(sent, 'k2')).toBe(false)
  expect(hasClientId(undefined, 'k1')).toBe(false)
})
