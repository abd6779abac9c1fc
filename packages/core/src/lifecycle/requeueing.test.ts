import { describe, expect, test } from 'vitest'
import {
  type Act,
  ada,
  asAgent,
  ben,
  chidi,
  claims,
  dana,
  escalates,
  handsBack,
  member,
  minute,
  requeues,
  starts,
  ten,
  transfers,
  writes,
} from '../../../../tests/support/cast.ts'
import { refusal, scene } from '../../../../tests/support/scene.ts'
import { system } from '../actor.ts'
import type { Command } from '../command.ts'

const waiting = [starts(), escalates({ note: 'It is urgent' })]
const active = [...waiting, claims(ben)]
const resolved = [...active, handsBack(ben)]
const alex = member('Alex', 'admin')

type For = Extract<Command, { type: 'requeue_for' }>
const requeuesFor =
  (cause: For['cause'], more: Partial<For> = {}): Act =>
  ({ engagement }) => ({ type: 'requeue_for', by: system, cause, engagement, ...more })
const nudges =
  (more: Partial<{ engagement: number; unansweredSince: number }> = {}): Act =>
  ({ engagement, unansweredSince }) => {
    return { type: 'nudge', by: system, engagement, unansweredSince: unansweredSince ?? 0, ...more }
  }

describe('returning to the queue', () => {
  test.each([
    ['the holder', ben],
    ['the owner', ada],
    ['an admin', alex],
  ])('LC33: %s returns it, with its reason and note, waiting from now on', (_, by) => {
    const { conversation, added } = scene([...active, requeues(by)])
    const data = { from: asAgent(ben), cause: 'returned', botHolds: false }
    expect(added).toMatchObject([{ type: 'conversation.requeued', data }])
    const escalation = { reason: 'direct_request', note: 'It is urgent', at: ten + 3 * minute }
    expect(conversation).toMatchObject({ state: 'escalated', escalation })
  })

  test('LC33: another responder may not, and nobody where nobody holds', () => {
    expect(refusal(scene(active).conversation, requeues(chidi))).toEqual({ code: 'not_holder', holder: asAgent(ben) })
    for (const acts of [[starts()], waiting, resolved]) {
      expect(refusal(scene(acts).conversation, requeues(ada))).toEqual({ code: 'not_active' })
    }
  })

  test.each(['agent_away', 'member_removed'] as const)('LC34: the system requeues for %s', (cause) => {
    const { conversation, added } = scene([...active, requeuesFor(cause)])
    expect(added).toMatchObject([{ type: 'conversation.requeued', actor: { kind: 'system' }, data: { cause } }])
    expect(conversation.state).toBe('escalated')
  })

  test('LC34: the system takes nothing from a holder whom it did not see', () => {
    const { engagement } = scene(active).conversation
    const transferred = scene([...active, transfers(ben, chidi)]).conversation
    expect(refusal(transferred, requeuesFor('agent_away', { engagement }))).toEqual({ code: 'stale_engagement' })
    const again = scene([...active, requeues(ben), claims(ben)]).conversation
    expect(refusal(again, requeuesFor('agent_away', { engagement }))).toEqual({ code: 'stale_engagement' })
    expect(refusal(scene(resolved).conversation, requeuesFor('agent_away', { engagement }))).toEqual({
      code: 'not_active',
    })
  })
})

describe('a holder who does not answer', () => {
  const unanswered = [...active, writes(dana)]

  test('LC35: is nudged, and nothing else changes', () => {
    const before = scene([...active, writes(ben), writes(dana)]).conversation
    const { conversation, added } = scene([...active, writes(ben), writes(dana), nudges()])
    const data = { agent: asAgent(ben), unansweredSince: ten + 4 * minute }
    expect(added).toMatchObject([{ type: 'conversation.nudged', actor: { kind: 'system' }, data }])
    expect(conversation).toEqual({ ...before, lastSeq: before.lastSeq + 1 })
  })

  test('LC35: loses the conversation when the same wait lasts on', () => {
    const { unansweredSince } = scene(unanswered).conversation
    const act = requeuesFor('unanswered', { unansweredSince: unansweredSince ?? 0 })
    expect(scene([...unanswered, nudges(), act]).conversation.state).toBe('escalated')
  })

  test('LC35: keeps it where they answered, or where another wait began since', () => {
    const unansweredSince = scene(unanswered).conversation.unansweredSince ?? 0
    for (const acts of [
      [...unanswered, writes(ben)],
      [...unanswered, writes(ben), writes(dana)],
    ]) {
      const { conversation } = scene(acts)
      expect(refusal(conversation, nudges({ unansweredSince }))).toEqual({ code: 'stale_engagement' })
      expect(refusal(conversation, requeuesFor('unanswered', { unansweredSince }))).toEqual({
        code: 'stale_engagement',
      })
    }
  })

  test('LC35: is not nudged for the wait of an earlier holder, nor where nobody holds', () => {
    const before = scene(unanswered).conversation
    const transferred = scene([...unanswered, transfers(ben, chidi)]).conversation
    expect(transferred.unansweredSince).toBe(before.unansweredSince)
    expect(refusal(transferred, nudges({ engagement: before.engagement }))).toEqual({ code: 'stale_engagement' })
    expect(refusal(scene(resolved).conversation, nudges())).toEqual({ code: 'not_active' })
  })
})
