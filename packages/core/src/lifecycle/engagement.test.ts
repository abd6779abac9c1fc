import { describe, expect, test } from 'vitest'
import {
  type Act,
  ada,
  beginning,
  ben,
  chidi,
  claims,
  closes,
  dana,
  dismisses,
  escalates,
  handsBack,
  replies,
  requestsContact,
  requeues,
  starts,
  takesOver,
  transfers,
  withdraws,
  writes,
} from '../../../../tests/support/cast.ts'
import { changesNothing, refusal, scene } from '../../../../tests/support/scene.ts'
import { system } from '../actor.ts'
import { evolve } from './evolve.ts'

const waiting = [starts(), escalates()]
const active = [...waiting, claims(ben)]
const resolved = [...active, handsBack(ben)]
const holds = { holdsWhileWaiting: true }
const nudge: Act = ({ engagement, unansweredSince }) => {
  return { type: 'nudge', by: system, engagement, unansweredSince: unansweredSince ?? 0 }
}

describe('engagement', () => {
  const raising: [string, Act[]][] = [
    ['a claim', active],
    ['a takeover', [starts(), takesOver(ben)]],
    ['a transfer', [...active, transfers(ben, chidi)]],
    ['a requeue', [...active, requeues(ben)]],
    ['a hand-back', resolved],
    ['a dismissal', [...waiting, dismisses(ben)]],
    ['a close', [...active, closes()]],
  ]

  test.each(raising)('LC47: %s raises it by one', (_, acts) => {
    for (const different of [{}, holds]) {
      const before = scene(acts.slice(0, -1), different).conversation
      const { conversation, added } = scene(acts, different)
      expect(conversation.engagement).toBe(before.engagement + 1)
      expect(added.map((event) => event.engagement)).toEqual([conversation.engagement])
    }
  })

  test('LC47: escalation and withdrawal raise it only where Robo holds its tongue', () => {
    const engagements = (different: object) =>
      [[starts()], waiting, [...waiting, withdraws()]].map((acts) => scene(acts, different).conversation.engagement)
    expect(engagements({})).toEqual([1, 1, 1])
    expect(engagements(holds)).toEqual([1, 2, 3])
  })

  const quiet: [string, Act[], object][] = [
    ["Dana's message", [starts(), writes(dana)], {}],
    ["Robo's reply", [starts(), replies()], {}],
    ["Ben's message", [...active, writes(ben)], {}],
    ['a request for contact', [starts(), requestsContact()], { humanTakeover: false }],
    ['a nudge', [...active, writes(dana), nudge], {}],
  ]

  test.each(quiet)('LC47: %s does not raise it', (_, acts, different) => {
    const before = scene(acts.slice(0, -1), different).conversation
    expect(scene(acts, different).conversation.engagement).toBe(before.engagement)
  })
})

describe('the log', () => {
  const whole = [...active, writes(dana), transfers(ben, chidi), writes(chidi), handsBack(chidi), escalates(), closes()]

  test('LC48: is numbered from 1 without a gap', () => {
    const { events, conversation } = scene(whole)
    expect(events.map((event) => event.seq)).toEqual(events.map((_, index) => index + 1))
    expect(conversation.lastSeq).toBe(events.length)
    expect(events.map((event) => event.engagement)).toEqual([1, 1, 1, 2, 2, 3, 3, 4, 4, 5])
  })

  test('LC49: folded from its start is the conversation', () => {
    const { events, conversation } = scene(whole)
    const [first, ...rest] = events
    if (first === undefined) throw new Error('an empty scene')
    const folded = rest.reduce((so, event) => evolve(so, event), evolve(null, first, beginning))
    expect(folded).toEqual(conversation)
  })

  test('LC49: with a gap, a repeat, no start, two starts or a start without its beginning is an error', () => {
    const { events, conversation } = scene([starts()])
    const [started, message] = events
    if (started === undefined || message === undefined) throw new Error('a scene without a first message')
    expect(() => evolve(conversation, { ...message, seq: 4 })).toThrow('gap in the log of conversation_dana: 4 after 2')
    expect(() => evolve(conversation, message)).toThrow('gap in the log')
    expect(() => evolve(null, message)).toThrow('does not begin with its start')
    expect(() => evolve(conversation, { ...started, seq: 3 }, beginning)).toThrow('starts twice')
    expect(() => evolve(null, started)).toThrow('without its team, bot and customer')
  })
})

describe('ending', () => {
  const closed = { ...scene([...active, closes()]).conversation }

  test.each([
    ['bot', [starts()]],
    ['escalated', waiting],
    ['active', active],
    ['resolved', resolved],
  ])('LC40: a conversation in %s is closed, its holder gone', (state, acts) => {
    expect(scene(acts).conversation.state).toBe(state)
    const { conversation, added } = scene([...acts, closes()])
    expect(added).toMatchObject([{ type: 'conversation.closed', data: { cause: 'bot_deleted' } }])
    expect(conversation).toMatchObject({ state: 'closed', cause: 'bot_deleted', turn: null })
    expect(conversation).not.toHaveProperty('agent')
  })

  test('LC40: closing again changes nothing', () => {
    expect(changesNothing(closed, closes())).toBe(true)
  })

  test('LC41: nothing else happens in a closed conversation', () => {
    const all: Act[] = [
      ...[writes(dana), writes(ben), replies(), escalates(), requestsContact(), withdraws(), claims(ben), nudge],
      ...[takesOver(ben), transfers(ada, ben), requeues(ada), handsBack(ben), dismisses(ben)],
      ({ engagement }) => ({ type: 'requeue_for', by: system, cause: 'agent_away', engagement }),
    ]
    for (const act of all) expect(refusal(closed, act)).toEqual({ code: 'conversation_closed' })
  })
})
