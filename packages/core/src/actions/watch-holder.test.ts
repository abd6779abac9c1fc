import { beforeEach, describe, expect, test } from 'vitest'
import { asAgent, beginning, ben, chidi, dana, danasAddress } from '../../../../tests/support/cast.ts'
import { type MemoryWorld, memoryWorld } from '../../../../tests/support/memory-conversations.ts'
import { verifyAction, verifyChange } from '../../../../tests/support/verify-action.ts'
import { askForAHuman } from './ask-for-a-human.ts'
import { claimConversation, requeueConversation, transferConversation } from './hold-conversation.ts'
import { sendMessage } from './send-message.ts'
import { startConversation } from './start-conversation.ts'
import { nudgeHolder, releaseMember, requeueFor } from './watch-holder.ts'

let world: MemoryWorld
let elsewhere: MemoryWorld

beforeEach(() => {
  world = memoryWorld()
  elsewhere = memoryWorld(world.conversations)
})

async function waiting(key: string): Promise<string> {
  const { teamId, botId } = beginning
  const started = await startConversation(world, { teamId, botId, customer: dana, startKeyHash: key, first: null })
  if (!started.ok) throw new Error('the conversation did not start')
  await askForAHuman(world, dana, started.conversation.id, { email: danasAddress, name: null, note: null })
  return started.conversation.id
}

async function heldByBen(key: string): Promise<string> {
  const id = await waiting(key)
  await claimConversation(world, ben, id)
  return id
}

const stateOf = (id: string) => world.conversations.snapshot(id)?.state
const now = (id: string) => world.conversations.snapshot(id)
const nothingElse = async () => undefined

describe('releasing a member', () => {
  test('LC37: requeues every conversation they hold, in one transaction with what takes their rights away', async () => {
    const held = [await heldByBen('one'), await heldByBen('two')]
    const before = held.map(now)
    const statesWhenRightsEnd: unknown[] = []
    const many = await releaseMember(world, ben.id, async () => void statesWhenRightsEnd.push(...held.map(stateOf)))
    expect(many).toBe(2)
    expect(statesWhenRightsEnd).toEqual(['active', 'active'])
    for (const [index, id] of held.entries()) {
      const after = now(id)
      if (after === null) throw new Error('gone')
      const events = world.conversations.log(id).slice(before[index]?.lastSeq)
      verifyChange({ before: before[index] ?? null, events, after })
      expect(events).toMatchObject([{ type: 'conversation.requeued', data: { cause: 'member_removed' } }])
    }
    expect(world.told.slice(-2).map((change) => change.after.id)).toEqual(held)
  })

  test('LC37: when the rights cannot be taken away, no conversation is either', async () => {
    const id = await heldByBen('one')
    const failure = releaseMember(world, ben.id, () => Promise.reject(new Error('the database said no')))
    await expect(failure).rejects.toThrow('the database said no')
    expect(stateOf(id)).toBe('active')
  })

  test('LC37: takes the rights away from a member who holds nothing', async () => {
    let taken = 0
    const take = async () => {
      taken += 1
    }
    expect(await releaseMember(world, ben.id, take)).toBe(0)
    expect(taken).toBe(1)
  })

  test('LC37, LC45: a message that lands meanwhile makes it decide again', async () => {
    const id = await heldByBen('one')
    world.conversations.interrupt('commit', () =>
      sendMessage(elsewhere, dana, id, { clientId: 'meanwhile', text: 'Hello?' }),
    )
    let taken = 0
    const take = async () => {
      taken += 1
    }
    expect(await releaseMember(world, ben.id, take)).toBe(1)
    expect([stateOf(id), taken]).toEqual(['escalated', 1])
  })

  test('LC37: a claim that lands beside the transaction is taken back too', async () => {
    const held = await heldByBen('one')
    const late = await waiting('two')
    const many = releaseMember(world, ben.id, async () => {
      await claimConversation(elsewhere, ben, late)
    })
    expect(await many).toBe(2)
    expect([stateOf(held), stateOf(late)]).toEqual(['escalated', 'escalated'])
  })

  test('LC37: what went to Chidi meanwhile stays with Chidi', async () => {
    const id = await heldByBen('one')
    world.conversations.interrupt('heldBy', () => transferConversation(elsewhere, ben, id, asAgent(chidi)))
    expect(await releaseMember(world, ben.id, nothingElse)).toBe(0)
    expect(now(id)).toMatchObject({ state: 'active', agent: asAgent(chidi) })
  })

  test('LC37: also what Chidi claims just after it was found with Ben', async () => {
    const id = await waiting('one')
    const many = releaseMember(world, ben.id, async () => {
      await claimConversation(elsewhere, ben, id)
      world.conversations.interrupt('heldBy', () => transferConversation(elsewhere, ben, id, asAgent(chidi)))
    })
    expect(await many).toBe(0)
    expect(now(id)).toMatchObject({ state: 'active', agent: asAgent(chidi) })
  })
})

describe('watching a holder', () => {
  const nudge = (id: string, wait: { engagement: number; unansweredSince: number }) =>
    verifyAction(world.conversations, id, () => nudgeHolder(world, id, wait))
  const requeue = (id: string, why: Parameters<typeof requeueFor>[2]) =>
    verifyAction(world.conversations, id, () => requeueFor(world, id, why))

  async function unanswered() {
    const id = await heldByBen('one')
    await sendMessage(world, dana, id, { clientId: 'asks', text: 'Hello?' })
    const { engagement, unansweredSince } = now(id) ?? {}
    if (engagement === undefined || typeof unansweredSince !== 'number') throw new Error('Dana waits for nothing')
    return { id, wait: { engagement, unansweredSince } }
  }

  test('LC35: the team is told, and later the conversation is requeued', async () => {
    const { id, wait } = await unanswered()
    expect(await nudge(id, wait)).toMatchObject({ ok: true, events: [{ type: 'conversation.nudged' }] })
    expect(await requeue(id, { cause: 'unanswered', ...wait })).toMatchObject({
      ...{ ok: true, conversation: { state: 'escalated' } },
    })
  })

  test('LC35: the team is alerted once for a wait, however often its timer runs', async () => {
    const { id, wait } = await unanswered()
    await nudge(id, wait)
    const planned = world.conversations.followUps.length
    expect(await nudge(id, wait)).toMatchObject({ ok: true, repeated: true, events: [{ type: 'conversation.nudged' }] })
    expect(world.conversations.log(id).filter((event) => event.type === 'conversation.nudged')).toHaveLength(1)
    expect(world.conversations.followUps).toHaveLength(planned)
  })

  test('LC35: an answer at the last moment keeps the conversation', async () => {
    const { id, wait } = await unanswered()
    world.conversations.interrupt('commit', () => sendMessage(elsewhere, ben, id, { clientId: 'b', text: 'Here!' }))
    expect(await requeue(id, { cause: 'unanswered', ...wait })).toMatchObject({
      ...{ ok: false, refusal: { code: 'stale_engagement' } },
    })
  })

  test('LC34: a holder who is gone loses it, who holds it since does not', async () => {
    const id = await heldByBen('one')
    const engagement = now(id)?.engagement ?? 0
    await requeueConversation(world, ben, id)
    await claimConversation(world, chidi, id)
    expect(await requeue(id, { cause: 'agent_away', engagement })).toMatchObject({
      ...{ ok: false, refusal: { code: 'stale_engagement' } },
    })
    expect(await requeue(id, { cause: 'agent_away', engagement: now(id)?.engagement ?? 0 })).toMatchObject({ ok: true })
  })
})
