import { beforeEach, describe, expect, test } from 'vitest'
import { beginning, dana, robo } from '../../../../tests/support/cast.ts'
import { type MemoryWorld, memoryWorld } from '../../../../tests/support/memory-conversations.ts'
import { verifyChange } from '../../../../tests/support/verify-action.ts'
import { closeConversation } from './close-conversation.ts'
import type { Outcome } from './perform.ts'
import { type Start, startConversation } from './start-conversation.ts'

let world: MemoryWorld
const hello = { text: 'Hello', clientId: 'first' }
const start: Start = {
  ...{ teamId: beginning.teamId, botId: beginning.botId, customer: dana },
  ...{ startKeyHash: 'the key of her browser', first: hello },
}

beforeEach(() => {
  world = memoryWorld()
})

const log = (id: string) => world.conversations.log(id)

function idOf(outcome: Outcome): string {
  if (!outcome.ok) throw new Error(`refused: ${outcome.refusal.code}`)
  return outcome.conversation.id
}

describe('starting a conversation', () => {
  test('LC1, LC2: commits start and first message together, and the turn that follows', async () => {
    const outcome = await startConversation(world, start)
    const id = idOf(outcome)
    const after = world.conversations.snapshot(id)
    if (after === null) throw new Error('nothing was kept')
    verifyChange({ before: null, events: log(id), after, beginning })
    expect(outcome).toMatchObject({ ok: true, repeated: false, conversation: after, events: log(id) })
    expect(after).toMatchObject({ ...beginning, state: 'bot', lastSeq: 2 })
    expect(world.conversations.followUps.map(({ kind }) => kind)).toEqual(['webhook', 'bot_turn'])
    expect(world.told.map((change) => change.startKeyHash)).toEqual([start.startKeyHash])
  })

  test('LC2: a faulty first message starts nothing', async () => {
    const refused = await startConversation(world, { ...start, first: { text: '', clientId: 'first' } })
    expect(refused).toMatchObject({ ok: false, refusal: { code: 'message_empty' } })
    expect(await world.conversations.findByStartKey(start.startKeyHash)).toBeNull()
    expect(world.told).toEqual([])
  })

  test('a deleted bot starts nothing', async () => {
    world.conversations.setPolicy(robo.id, null)
    expect(await startConversation(world, start)).toMatchObject({ ok: false, refusal: { code: 'not_found' } })
  })
})

describe('the same start key again', () => {
  test('LC3: returns the same conversation and says nothing twice', async () => {
    const first = await startConversation(world, start)
    const again = await startConversation(world, start)
    expect(again).toMatchObject({ ok: true, repeated: true, events: [{ seq: 2 }] })
    expect(idOf(again)).toBe(idOf(first))
    expect(log(idOf(first))).toHaveLength(2)
  })

  test('LC3: sends the first message that the conversation does not have yet', async () => {
    const first = await startConversation(world, { ...start, first: null })
    const again = await startConversation(world, start)
    expect(again).toMatchObject({ ok: true, repeated: false, events: [{ seq: 2, data: { text: 'Hello' } }] })
    expect(idOf(again)).toBe(idOf(first))
  })

  test('LC3: speaks in the name of the customer who began it', async () => {
    const id = idOf(await startConversation(world, start))
    const unknown = { ...dana, id: 'customer_made_for_this_request' }
    const again = await startConversation(world, { ...start, customer: unknown })
    expect(again).toMatchObject({ ok: true, repeated: true })
    await startConversation(world, { ...start, customer: unknown, first: { text: 'More', clientId: 'second' } })
    expect(log(id).map((event) => event.actor.id)).toEqual([dana.id, dana.id, dana.id])
  })

  test('LC3: of two at once, one begins the conversation and both have it', async () => {
    const elsewhere = memoryWorld(world.conversations)
    const outcomes = await Promise.all([startConversation(world, start), startConversation(elsewhere, start)])
    expect(new Set(outcomes.map(idOf)).size).toBe(1)
    expect(log(idOf(outcomes[0]))).toHaveLength(2)
  })

  test('LC3: overtaken at its commit, it finds what the other began', async () => {
    const elsewhere = memoryWorld(world.conversations)
    const others: Outcome[] = []
    world.conversations.interrupt('commit', async () => others.push(await startConversation(elsewhere, start)))
    const outcome = await startConversation(world, start)
    expect(others.map(idOf)).toEqual([idOf(outcome)])
    expect(outcome).toMatchObject({ ok: true, repeated: true })
    expect(world.told).toEqual([])
  })

  test('LC3: with another bot finds nothing', async () => {
    await startConversation(world, start)
    world.conversations.setPolicy('bot_other', await world.conversations.policyOf(robo.id))
    expect(await startConversation(world, { ...start, botId: 'bot_other' })).toMatchObject({
      ...{ ok: false, refusal: { code: 'not_found' } },
    })
  })

  test('LC41, LC42: after the end it still gives the first result, and takes nothing new', async () => {
    const id = idOf(await startConversation(world, start))
    await closeConversation(world, id, 'bot_deleted')
    expect(await startConversation(world, start)).toMatchObject({ ok: true, repeated: true })
    const more = { ...start, first: { text: 'More', clientId: 'second' } }
    expect(await startConversation(world, more)).toMatchObject({ ok: false, refusal: { code: 'conversation_closed' } })
  })
})
