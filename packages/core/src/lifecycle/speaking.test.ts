import { describe, expect, test } from 'vitest'
import {
  asAgent,
  ben,
  chidi,
  claims,
  closes,
  dana,
  dismisses,
  escalates,
  handsBack,
  policy,
  replies,
  starts,
  ten,
  withdraws,
  writes,
} from '../../../../tests/support/cast.ts'
import { answer, refusal, scene } from '../../../../tests/support/scene.ts'
import { isUnanswered } from '../conversation.ts'
import { MAX_MESSAGE_LENGTH } from '../message.ts'
import { decide } from './decide.ts'

const begun = [starts(), escalates()]

describe('starting', () => {
  test('LC1: a conversation that begins with a request for a human is with the bot, under engagement 1', () => {
    const { conversation, events } = scene([starts(null)])
    expect(events.map(({ type, seq, engagement }) => ({ type, seq, engagement }))).toEqual([
      { type: 'conversation.started', seq: 1, engagement: 1 },
    ])
    expect(conversation).toMatchObject({ state: 'bot', engagement: 1, lastSeq: 1, turn: null, startedAt: ten })
    expect(conversation.customer).toEqual({ name: 'Dana', email: null })
  })

  test('LC2: the first message is event 2 and calls for a bot turn', () => {
    const { conversation, events } = scene([starts('Hello')])
    expect(events.map((event) => event.type)).toEqual(['conversation.started', 'message.sent'])
    expect(events[1]).toMatchObject({ seq: 2, clientId: 'first', data: { text: 'Hello' } })
    expect(conversation.turn).toEqual({ id: events[1]?.id })
  })

  test('LC2: a faulty first message starts nothing', () => {
    const decision = decide(null, starts('  '), { policy: policy(), at: ten })
    expect(decision).toEqual({ ok: false, refusal: { code: 'message_empty' } })
  })

  test('a conversation that is there is not started again', () => {
    expect(answer(scene([starts()]).conversation, starts())).toEqual({ ok: true, facts: [] })
  })
})

describe('speaking', () => {
  const open = {
    bot: [starts()],
    escalated: begun,
    active: [...begun, claims(ben)],
    resolved: [...begun, claims(ben), handsBack(ben)],
    'bot again': [...begun, withdraws()],
    dismissed: [...begun, dismisses(ben)],
  }

  test.each(Object.entries(open))("LC4: Dana's message enters the log while %s", (_, acts) => {
    const before = scene(acts).conversation
    const { conversation, added } = scene([...acts, writes(dana, 'Anybody there?')])
    expect(added).toMatchObject([{ type: 'message.sent', actor: dana, data: { text: 'Anybody there?' } }])
    expect(conversation).toMatchObject({ state: before.state, lastCustomerSeq: conversation.lastSeq })
  })

  test('LC4: not into a closed conversation', () => {
    expect(refusal(scene([starts(), closes()]).conversation, writes(dana))).toEqual({ code: 'conversation_closed' })
  })

  test("LC5: the holder's message enters the log in the holder's name", () => {
    const { added } = scene([...open.active, writes(ben, 'Hello Dana')])
    expect(added).toMatchObject([{ type: 'message.sent', actor: { kind: 'agent', ...asAgent(ben) } }])
  })

  test('LC5: a colleague is told who holds the conversation, and outside a takeover that nobody does', () => {
    expect(refusal(scene(open.active).conversation, writes(chidi))).toEqual({
      code: 'not_holder',
      holder: asAgent(ben),
    })
    for (const acts of [open.bot, open.escalated, open.resolved]) {
      expect(refusal(scene(acts).conversation, writes(ben))).toEqual({ code: 'not_holder', holder: null })
    }
  })

  test("LC6: the holder's message answers everything that Dana said before it", () => {
    const waiting = scene([...open.active, writes(dana), writes(dana)]).conversation
    expect(isUnanswered(waiting)).toBe(true)
    const { conversation } = scene([...open.active, writes(dana), writes(dana), writes(ben)])
    expect(isUnanswered(conversation)).toBe(false)
    expect(conversation.unansweredSince).toBeNull()
  })

  test.each([
    ['message_empty', ' \n\t '],
    ['message_too_long', 'x'.repeat(MAX_MESSAGE_LENGTH + 1)],
    ['message_not_text', 'half a \ud83d'],
  ])('LC7: a message with the fault %s is refused to customer, agent and bot alike', (code, text) => {
    expect(refusal(scene(open.bot).conversation, writes(dana, text))).toEqual({ code })
    expect(refusal(scene(open.active).conversation, writes(ben, text))).toEqual({ code })
    expect(refusal(scene(open.bot).conversation, replies({ text }))).toEqual({ code })
  })

  test('a message is logged as it was typed, white space and all', () => {
    const { added } = scene([...open.bot, writes(dana, '  def f():\n    pass\n')])
    expect(added).toMatchObject([{ data: { text: '  def f():\n    pass\n' } }])
  })
})
