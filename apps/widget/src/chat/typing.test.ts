import type { CustomerEvent } from '@baton/protocol'
import { describe, expect, test } from 'vitest'
import { chidi, chidiWrites, danasConversation, danaWrites, happened, roboWrites, timeOf } from './cast.ts'
import type { Transcript } from './transcript.ts'
import { extend, openTranscript } from './transcript-growth.ts'
import { expireTyping, nextExpiry, nobodyTypes, type Typing } from './typing.ts'
import { typingAfterEvent, typingOfAgent, typingOnOpen } from './typing-signs.ts'

const NOW = Date.parse(timeOf(30))
const escalated = (seq: number, botHolds: boolean) =>
  happened(seq, 'conversation.escalated', { reason: 'direct_request', botHolds })
const claimed = (seq: number) =>
  happened(seq, 'conversation.claimed', { agent: chidi, how: 'claimed' }, { engagement: 1 })
const released = (seq: number, botAnswers: boolean) =>
  happened(seq, 'conversation.released', { agent: chidi, botAnswers }, { engagement: 2 })

function live(events: CustomerEvent[]): Typing {
  let transcript: Transcript = openTranscript(danasConversation(), [])
  let typing = nobodyTypes
  for (const event of events) {
    transcript = extend(transcript, event)
    typing = typingAfterEvent(typing, transcript, event, NOW)
  }
  return typing
}

describe('the bot is expected to answer', () => {
  test('from the customer’s message until its reply', () => {
    expect(live([danaWrites(1, 'Hello')]).bot).toBe(NOW + 60_000)
    expect(live([danaWrites(1, 'Hello'), roboWrites(2, 'Hi', { answers: 1 })]).bot).toBeNull()
  })

  test('again when a message came in while it was writing', () => {
    const events = [danaWrites(1, 'Hello'), danaWrites(2, 'And one more thing'), roboWrites(3, 'Hi', { answers: 1 })]
    expect(live(events).bot).toBe(NOW + 60_000)
  })

  test('not while it holds its tongue, and not when an agent has joined', () => {
    expect(live([danaWrites(1, 'Hello'), escalated(2, false)]).bot).toBe(NOW + 60_000)
    expect(live([danaWrites(1, 'Hello'), escalated(2, true)]).bot).toBeNull()
    expect(live([danaWrites(1, 'Hello'), claimed(2)]).bot).toBeNull()
    expect(live([claimed(1), danaWrites(2, 'Hello')]).bot).toBeNull()
  })

  test('after a hand-back only where a message is unanswered and the agent left it to the bot', () => {
    expect(live([claimed(1), danaWrites(2, 'Hello'), released(3, true)]).bot).toBe(NOW + 60_000)
    expect(live([claimed(1), danaWrites(2, 'Hello'), released(3, false)]).bot).toBeNull()
    expect(live([claimed(1), danaWrites(2, 'Hello'), chidiWrites(3, 'Hi'), released(4, true)]).bot).toBeNull()
  })

  test('after a reload only if the message is fresh', () => {
    const transcript = extend(openTranscript(danasConversation(), []), danaWrites(1, 'Hello'))
    expect(typingOnOpen(transcript, Date.parse(timeOf(5))).bot).toBe(Date.parse(timeOf(61)))
    expect(typingOnOpen(transcript, Date.parse(timeOf(0)) + 120_000).bot).toBeNull()
  })

  test('for a minute at most', () => {
    const typing = live([danaWrites(1, 'Hello')])
    expect(nextExpiry(typing)).toBe(NOW + 60_000)
    expect(expireTyping(typing, NOW + 59_999)).toBe(typing)
    expect(expireTyping(typing, NOW + 60_000)).toEqual(nobodyTypes)
  })
})

describe('an agent who types', () => {
  const view = danasConversation({ state: 'active', agent: chidi })
  const actor = { kind: 'agent', id: chidi.id, name: 'Chidi' } as const

  test('is shown for six seconds unless renewed', () => {
    const typing = typingOfAgent(nobodyTypes, actor, true, view, NOW)
    expect(typing.agent).toEqual({ name: 'Chidi', until: NOW + 6000 })
    expect(expireTyping(typing, NOW + 6000).agent).toBeNull()
    expect(typingOfAgent(typing, actor, false, view, NOW).agent).toBeNull()
  })

  test('is not shown after the message, nor after the hand-back', () => {
    const joined = extend(openTranscript(danasConversation(), []), claimed(1))
    const typing = typingOfAgent(nobodyTypes, actor, true, joined.view, NOW)
    const wrote = chidiWrites(2, 'Hi')
    expect(typingAfterEvent(typing, extend(joined, wrote), wrote, NOW).agent).toBeNull()
    const left = released(2, true)
    expect(typingAfterEvent(typing, extend(joined, left), left, NOW).agent).toBeNull()
    expect(typingOfAgent(typing, actor, true, danasConversation({ state: 'resolved' }), NOW).agent).toBeNull()
  })

  test('is not the customer in another tab', () => {
    expect(typingOfAgent(nobodyTypes, { kind: 'customer' }, true, view, NOW)).toBe(nobodyTypes)
  })
})
