import { expect, test } from 'vitest'
import { holdingSpans } from './holding-spans.ts'
import { agent, ben, chidi, dana, event, minute, robo } from './testing/sample.ts'

const reader = { me: 'ben', botName: 'Robo' }
const wait = { reason: 'direct_request', botHolds: false } as const

test('the baton goes from the bot to the queue, to people and back', () => {
  const spans = holdingSpans(
    [
      event(1, dana, { type: 'conversation.started', data: {} }),
      event(5, dana, { type: 'conversation.escalated', data: wait }),
      event(6, chidi, { type: 'conversation.claimed', data: { agent: agent(chidi), how: 'claimed' } }),
      event(9, chidi, { type: 'conversation.transferred', data: { from: agent(chidi), to: agent(ben) } }),
      event(20, ben, { type: 'conversation.released', data: { agent: agent(ben), botAnswers: true } }),
    ],
    reader,
  )
  expect(spans.map(({ holder, from, to }) => [holder.kind, from, to])).toEqual([
    ['bot', minute(1), minute(5)],
    ['waiting', minute(5), minute(6)],
    ['agent', minute(6), minute(9)],
    ['you', minute(9), minute(20)],
    ['bot', minute(20), null],
  ])
})

test('what changes no hands begins nothing', () => {
  const spans = holdingSpans(
    [
      event(1, dana, { type: 'conversation.started', data: {} }),
      event(2, robo, { type: 'conversation.contact_requested', data: { mailed: true } }),
      event(3, dana, { type: 'conversation.withdrawn', data: {} }),
    ],
    reader,
  )
  expect(spans).toHaveLength(1)
})
