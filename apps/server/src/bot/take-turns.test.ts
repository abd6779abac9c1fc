import { askForAHuman, handBackConversation, sendMessage, startConversation, takeOverConversation } from '@baton/core'
import { expect, test } from 'vitest'
import { beginning, ben, dana, danasAddress, robo } from '../../../../tests/support/cast.ts'
import { memoryWorld } from '../../../../tests/support/memory-conversations.ts'
import type { Turn, TurnPart } from './bot-port.ts'
import { openTurnTaker, type TurnTakerDeps } from './take-turns.ts'

const stopping = new AbortController().signal
const settled = () => new Promise((resolve) => setTimeout(resolve, 5))

/** Dana has asked something, and Robo is about to answer; `different` says with what. */
async function danaAsked(different: Partial<TurnTakerDeps> & Pick<TurnTakerDeps, 'answerer'>) {
  const world = memoryWorld()
  const { teamId, botId } = beginning
  const first = { text: 'Where is my parcel?', clientId: 'a' }
  const started = await startConversation(world, { teamId, botId, customer: dana, startKeyHash: 'key', first })
  if (!started.ok) throw new Error('the conversation did not start')
  const { id } = started.conversation
  const log = {
    before: async () => world.conversations.log(id),
    after: async (_: string, seq: number) => world.conversations.log(id).filter((event) => event.seq > seq),
  }
  const turns = openTurnTaker({
    ...{ world, log: log as unknown as TurnTakerDeps['log'], search: async () => [], powerUps: async () => [] },
    ...{ drafting: () => {}, draftingWithdrawn: () => {}, noteFailure: async () => {} },
    bot: async () => ({ id: robo.id, name: 'Robo', instructions: '', keywords: [] }),
    ...different,
  })
  const now = () => {
    const conversation = world.conversations.snapshot(id)
    if (conversation === null) throw new Error('the conversation is gone')
    return conversation
  }
  const job = () => ({ conversationId: id, turnId: now().turn?.id ?? 'none', engagement: now().engagement })
  const benTakesOver = async () => {
    expect(await takeOverConversation(world, ben, id)).toMatchObject({ ok: true })
    turns.abortOlder(id, now().engagement)
  }
  const benHandsBack = async () => {
    expect(await handBackConversation(world, ben, id, { botAnswers: true })).toMatchObject({ ok: true })
    turns.abortOlder(id, now().engagement)
  }
  const danaAsksForAHuman = () => askForAHuman(world, dana, id, { email: danasAddress, name: null, note: null })
  const danaSays = (text: string) => sendMessage(world, dana, id, { clientId: text, text })
  const said = () => world.conversations.log(id).filter(({ actor }) => actor.kind === 'bot')
  return { turns, job, said, benTakesOver, benHandsBack, danaSays, danaAsksForAHuman }
}

test('a claim between a turn’s first look and its first word ends it before a model is asked', async () => {
  const asked: Turn[] = []
  let meanwhile = async () => {}
  const scene = await danaAsked({
    answerer: {
      answer: async function* (turn): AsyncGenerator<TurnPart> {
        asked.push(turn)
        yield { kind: 'text', text: 'It is on its way.' }
      },
    },
    bot: async () => {
      await meanwhile()
      return { id: robo.id, name: 'Robo', instructions: '', keywords: [] }
    },
  })
  meanwhile = scene.benTakesOver
  await scene.turns.take(scene.job(), stopping)
  expect(asked).toEqual([])
  expect(scene.said()).toEqual([])
})

test('a turn that ends late leaves the next one where a claim can stop it', async () => {
  const signals: AbortSignal[] = []
  let letGo = () => {}
  const noted = new Promise<void>((resolve) => (letGo = resolve))
  const scene = await danaAsked({
    noteFailure: () => noted,
    answerer: {
      answer: async function* (turn): AsyncGenerator<TurnPart> {
        signals.push(turn.signal)
        if (signals.length === 1) throw new Error('it failed')
        await new Promise(() => {})
        yield { kind: 'text', text: 'Never said.' }
      },
    },
  })
  const late = scene.turns.take(scene.job(), stopping)
  await settled()
  await scene.benTakesOver()
  await scene.danaSays('Hello?')
  await scene.benHandsBack()
  const next = scene.turns.take(scene.job(), stopping)
  await settled()
  expect(signals).toHaveLength(2)
  letGo()
  await late
  await scene.benTakesOver()
  expect(signals[1]?.aborted).toBe(true)
  await next
  expect(scene.said()).toEqual([])
})

test('LC60: a turn whose offer comes too late is taken again, as one of a customer who waits', async () => {
  const states: Turn['humanState'][] = []
  let meanwhile: () => Promise<unknown> = async () => {}
  const scene = await danaAsked({
    powerUps: async () => [{ kind: 'talk_to_a_human', settings: {} }],
    answerer: {
      answer: async function* (turn): AsyncGenerator<TurnPart> {
        states.push(turn.humanState)
        yield { kind: 'text', text: `Said while ${turn.humanState}.` }
        if (states.length > 1) return
        await meanwhile()
        yield { kind: 'call', powerUp: 'talk_to_a_human', reason: 'knowledge_gap' }
      },
    },
  })
  meanwhile = scene.danaAsksForAHuman
  await scene.turns.take(scene.job(), stopping)
  expect(states).toEqual(['available', 'waiting'])
  expect(scene.said()).toMatchObject([{ type: 'message.sent', data: { text: 'Said while waiting.' } }])
  expect(scene.said()[0]?.data).not.toHaveProperty('offer')
})
