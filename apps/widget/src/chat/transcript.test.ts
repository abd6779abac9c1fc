import type { CustomerEvent } from '@baton/protocol'
import { describe, expect, test } from 'vitest'
import { chidi, danasConversation, danaWrites, happened, roboWrites, withheld } from './cast.ts'
import { hasOlder, isBehind } from './transcript.ts'
import { extend, hearOf, openTranscript, prepend } from './transcript-growth.ts'

const started = happened(1, 'conversation.started', {})
const log: CustomerEvent[] = [
  started,
  danaWrites(2, 'Where is my parcel?'),
  roboWrites(3, 'I do not know.', { answers: 2 }),
  happened(4, 'conversation.escalated', { reason: 'direct_request', botHolds: false, email: 'dana@example.com' }),
  withheld(5),
  happened(6, 'conversation.claimed', { agent: chidi, how: 'claimed' }, { engagement: 1 }),
]
const empty = () => openTranscript(danasConversation(), [])
const read = (events: CustomerEvent[]) => events.reduce(extend, empty())

describe('the transcript', () => {
  test('is the log in order, with the state that the log says', () => {
    const transcript = read(log)
    expect(transcript.events.map((event) => event.seq)).toEqual([1, 2, 3, 4, 5, 6])
    expect(transcript.view).toMatchObject({ state: 'active', lastSeq: 6, engagement: 1, agent: { name: 'Chidi' } })
    expect(transcript.view.customer.email).toBe('dana@example.com')
  })

  test('shows nothing twice, however often and in whatever overlap it is told', () => {
    const overlapping = [...log.slice(0, 4), ...log.slice(1, 3), ...log, ...log]
    expect(read(overlapping)).toEqual(read(log))
  })

  test('never shows an event before the one that it follows, and knows what it misses', () => {
    const gap = read([log[0], log[1], log[4]].filter((event) => event !== undefined))
    expect(gap.events.map((event) => event.seq)).toEqual([1, 2])
    expect(isBehind(gap)).toBe(true)
    const healed = log.reduce(extend, gap)
    expect(healed).toEqual(read(log))
    expect(isBehind(healed)).toBe(false)
  })

  test('learns from a position that something is missing', () => {
    const transcript = read(log)
    expect(isBehind(hearOf(transcript, 6))).toBe(false)
    expect(isBehind(hearOf(transcript, 9))).toBe(true)
  })

  test('after an offline spell is exactly the log, for every point of the loss', () => {
    for (let lost = 0; lost <= log.length; lost++) {
      const before = log.slice(0, lost)
      const late = log.slice(Math.min(log.length - 1, lost + 1))
      expect([...before, ...late, ...log.slice(lost)].reduce(extend, empty())).toEqual(read(log))
    }
  })

  test('leaves events of another conversation alone', () => {
    const foreign = { ...started, conversationId: 'con_eve' } as CustomerEvent
    expect(read([foreign]).events).toEqual([])
  })

  test('opens on the newest page and takes older pages in front', () => {
    const view = danasConversation({ state: 'active', lastSeq: 6, engagement: 1, agent: chidi })
    const newest = openTranscript(view, log.slice(4))
    expect(hasOlder(newest)).toBe(true)
    const whole = prepend(newest, log.slice(0, 5))
    expect(whole.events.map((event) => event.seq)).toEqual([1, 2, 3, 4, 5, 6])
    expect(hasOlder(whole)).toBe(false)
    expect(whole.view).toBe(view)
  })

  test('forgets the place in the queue when the wait is over, and keeps it while it lasts', () => {
    const waiting = openTranscript(danasConversation({ state: 'escalated', lastSeq: 4, queue: { position: 2 } }), [])
    expect(extend(waiting, danaWrites(5, 'Still here')).view.queue).toEqual({ position: 2 })
    expect(extend(waiting, happened(5, 'conversation.withdrawn', {})).view.queue).toBeNull()
  })

  test('keeps the place of an event from a newer server, and goes on', () => {
    const unknown = { ...started, seq: 2, type: 'conversation.paused' } as unknown as CustomerEvent
    const transcript = read([started, unknown, danaWrites(3, 'Hello')])
    expect(transcript.view.lastSeq).toBe(3)
    expect(transcript.events[1]).toEqual(withheld(2))
  })
})
