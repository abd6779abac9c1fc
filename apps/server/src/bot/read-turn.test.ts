import { expect, test } from 'vitest'
import {
  ben,
  claims,
  dana,
  escalates,
  handsBack,
  policy,
  replies,
  robo,
  starts,
  writes,
} from '../../../../tests/support/cast.ts'
import { scene } from '../../../../tests/support/scene.ts'
import { type ReadTurnDeps, readTurn } from './read-turn.ts'

test('what a wait was for is known however much was written since', async () => {
  const offer = { powerUp: 'talk_to_a_human', reason: 'knowledge_gap' } as const
  const long = Array.from({ length: 60 }, () => [writes(dana, 'And then?'), writes(ben, 'Then this.')]).flat()
  const acts = [
    starts(),
    replies({ offer }),
    escalates(),
    claims(ben),
    ...long,
    writes(dana, 'Thanks.'),
    handsBack(ben),
  ]
  const { conversation, events } = scene(acts)
  const log = {
    before: async (_: string, before: number, limit: number) => events.filter(({ seq }) => seq < before).slice(-limit),
    after: async (_: string, after: number, limit: number) => events.filter(({ seq }) => seq > after).slice(0, limit),
    happened: async (_: string, limit: number) => events.filter(({ type }) => type !== 'message.sent').slice(-limit),
  }
  const deps = { log, search: async () => [], powerUps: async () => [] } as unknown as ReadTurnDeps
  const bot = { id: robo.id, name: 'Robo', instructions: '', keywords: [] }
  const turn = await readTurn(deps, { conversation, policy: policy(), bot }, AbortSignal.timeout(1_000))
  expect(turn.history).toHaveLength(100)
  expect(turn.unanswered.map(({ text }) => text)).toEqual(['Thanks.'])
  expect(turn.handoff).toEqual({ reason: 'knowledge_gap', endedSeq: events.length })
})
