import { expect, test } from 'vitest'
import { type SystemEvent, systemLine } from './system-line.ts'
import { ada, agent, ben, chidi, dana, event, system } from './testing/sample.ts'

const reader = { me: 'ben', customer: 'Dana' }
type Body = Parameters<typeof event>[2]
type Actor = Parameters<typeof event>[1]
const line = (actor: Actor, body: Body) => systemLine(event(2, actor, body) as SystemEvent, reader)
const from = agent(chidi)

test.each<[string, Actor, Body]>([
  ['The conversation began', dana, { type: 'conversation.started', data: {} }],
  [
    'Dana asked for a human',
    dana,
    { type: 'conversation.escalated', data: { reason: 'direct_request', botHolds: false } },
  ],
  [
    'Dana asked for a human; the team was mailed',
    dana,
    { type: 'conversation.contact_requested', data: { mailed: true } },
  ],
  ['Dana went back to the bot', dana, { type: 'conversation.withdrawn', data: {} }],
  ['Chidi claimed this conversation', chidi, { type: 'conversation.claimed', data: { agent: from, how: 'claimed' } }],
  ['You claimed this conversation', ben, { type: 'conversation.claimed', data: { agent: agent(ben), how: 'claimed' } }],
  ['Ada took over from the bot', ada, { type: 'conversation.claimed', data: { agent: agent(ada), how: 'taken_over' } }],
  [
    'Chidi transferred this conversation to you',
    chidi,
    { type: 'conversation.transferred', data: { from, to: agent(ben) } },
  ],
  [
    'Ada transferred this conversation from Chidi to you',
    ada,
    { type: 'conversation.transferred', data: { from, to: agent(ben) } },
  ],
  [
    'Chidi returned this conversation to the queue',
    chidi,
    { type: 'conversation.requeued', data: { from, cause: 'returned', botHolds: false } },
  ],
  [
    'Ada returned this conversation from Chidi to the queue',
    ada,
    { type: 'conversation.requeued', data: { from, cause: 'returned', botHolds: false } },
  ],
  [
    'Returned to the queue because Chidi went offline',
    system,
    { type: 'conversation.requeued', data: { from, cause: 'agent_away', botHolds: false } },
  ],
  ['Chidi handed back to the bot', chidi, { type: 'conversation.released', data: { agent: from, botAnswers: true } }],
  ['Ada dismissed the request; the bot answers again', ada, { type: 'conversation.dismissed', data: {} }],
  [
    'Chidi was reminded that the customer waits for an answer',
    system,
    { type: 'conversation.nudged', data: { agent: from, unansweredSince: '2026-11-22T10:00:00.000Z' } },
  ],
  ['Closed because the bot was deleted', system, { type: 'conversation.closed', data: { cause: 'bot_deleted' } }],
])('says: %s', (sentence, actor, body) => {
  expect(line(actor, body)).toBe(sentence)
})
