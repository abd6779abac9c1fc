import * as lifecycle from '@baton/core/lifecycle'
import { describe, expect, test } from 'vitest'
import { beginning } from '../support/cast.ts'
import { verifyChange } from '../support/verify-action.ts'
import { lives, RUNS } from './lifecycle-lives.ts'
import type { Watch } from './lifecycle-run.ts'

/** Each event in each state in which the table has it. */
const everywhere = [
  ...['bot', 'escalated', 'resolved'].map((state) => `conversation.claimed by agent while ${state}`),
  ...['active', 'bot', 'escalated', 'resolved'].map((state) => `conversation.closed by system while ${state}`),
  ...['bot', 'resolved'].map((state) => `conversation.contact_requested by customer while ${state}`),
  'conversation.dismissed by agent while escalated',
  ...['bot', 'resolved'].map((state) => `conversation.escalated by customer while ${state}`),
  'conversation.nudged by system while active',
  'conversation.released by agent while active',
  'conversation.requeued by agent while active',
  'conversation.requeued by system while active',
  'conversation.started by customer while nothing',
  'conversation.transferred by agent while active',
  'conversation.withdrawn by customer while escalated',
  'message.sent by agent while active',
  ...['bot', 'escalated', 'resolved'].map((state) => `message.sent by bot while ${state}`),
  ...['active', 'bot', 'escalated', 'nothing', 'resolved'].map((state) => `message.sent by customer while ${state}`),
]

describe('any life of a conversation', () => {
  test(`LC12, LC28, LC47, LC48, LC52: goes as the lifecycle table says, ${RUNS} times`, { timeout: 300_000 }, () => {
    lives(RUNS)
  })

  test('looks the same to the log, to members and to the customer', { timeout: 120_000 }, () => {
    const runs = Math.min(RUNS, 1000)
    lives(runs, lifecycle, (change) => verifyChange({ ...change, beginning }))
  })

  test('is long and varied enough to get everywhere', () => {
    const seen = new Set<string>()
    const watch: Watch = ({ before, events }) => {
      for (const { type, actor } of events) seen.add(`${type} by ${actor.kind} while ${before?.state ?? 'nothing'}`)
    }
    // One seed, for what is rare may be missing from another.
    lives(5000, lifecycle, watch, 1)
    expect([...seen].sort()).toEqual(everywhere)
  })
})
