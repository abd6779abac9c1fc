import { randomUUID } from 'node:crypto'
import {
  askForAHuman,
  claimConversation,
  type Event,
  evolve,
  handBackConversation,
  type Outcome,
  releaseMember,
  sendMessage,
  startConversation,
  takeBotTurn,
} from '@baton/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eventForCustomer } from '../../apps/server/src/present/for-customer.ts'
import { openEventLog } from '../../apps/server/src/store/events.ts'
import { ada, beginning, ben, chidi, dana, danasAddress, member, robo } from '../support/cast.ts'
import { databaseKinds } from '../support/fresh-database.ts'
import { memberRow, type OpenWorld, openWorlds } from '../support/open-world.ts'

describe.each(databaseKinds)('conversations on %s', (kind) => {
  let open: Awaited<ReturnType<typeof openWorlds>>
  let first: OpenWorld
  let last: OpenWorld
  beforeAll(async () => {
    open = await openWorlds(kind)
    const [one] = open.worlds
    if (one === undefined) throw new Error('no world')
    first = one
    last = open.worlds.at(-1) ?? one
  })
  afterAll(() => open.close())

  const anyWorld = (index: number) => (index % 2 === 0 ? first : last)
  const begin = async (text: string | null = 'Where is my parcel?') => {
    const outcome = await startConversation(first, {
      teamId: beginning.teamId,
      botId: robo.id,
      customer: { ...dana, id: randomUUID() },
      startKeyHash: randomUUID(),
      first: text === null ? null : { text, clientId: randomUUID() },
    })
    if (!outcome.ok) throw new Error(outcome.refusal.code)
    return outcome.conversation
  }
  const asCustomer = (conversation: { customerId: string }) => ({ ...dana, id: conversation.customerId })
  const escalate = async (conversation: { id: string; customerId: string }) =>
    askForAHuman(last, asCustomer(conversation), conversation.id, { email: danasAddress, name: null, note: null })
  const logOf = (id: string) => openEventLog(first.database).after(id, 0, 10_000)
  const jobsOf = (id: string) =>
    first.database.db.selectFrom('outbox').selectAll().where('conversation_id', '=', id).execute()

  /** The row is what the log says it is. */
  const holds = async (id: string): Promise<Event[]> => {
    const events = await logOf(id)
    expect(events.map((event) => event.seq)).toEqual(events.map((_, index) => index + 1))
    const loaded = await last.conversations.load(id)
    const { teamId, botId, customerId } = loaded?.conversation ?? {}
    if (teamId === undefined || botId === undefined || customerId === undefined) throw new Error('not loaded')
    let folded: Parameters<typeof evolve>[0] = null
    for (const event of events) folded = evolve(folded, event, { teamId, botId, customerId })
    expect(loaded?.conversation).toEqual(folded)
    return events
  }

  test('a conversation is what its log says, through the whole loop', async () => {
    const conversation = await begin()
    const { turn } = conversation
    if (turn === null) throw new Error('the first message calls for no turn')
    const reply = { turnId: turn.id, engagement: 1, text: 'On its way.', answers: 2, offer: null, sources: [] }
    expect((await takeBotTurn(last, robo, conversation.id, reply)).ok).toBe(true)
    expect((await escalate(conversation)).ok).toBe(true)
    expect((await claimConversation(first, ben, conversation.id)).ok).toBe(true)
    expect((await sendMessage(first, ben, conversation.id, { clientId: randomUUID(), text: 'Hello.' })).ok).toBe(true)
    const text = 'Emoji 👩‍💻, "quotes" and \\ slashes\nstay as they are.'
    await sendMessage(last, asCustomer(conversation), conversation.id, { clientId: randomUUID(), text })
    expect((await handBackConversation(first, ben, conversation.id, { botAnswers: true })).ok).toBe(true)
    const events = await holds(conversation.id)
    expect(events.map((event) => event.type)).toEqual([
      'conversation.started',
      'message.sent',
      'message.sent',
      'conversation.escalated',
      'conversation.claimed',
      'message.sent',
      'message.sent',
      'conversation.released',
    ])
    expect(events[6]?.data).toEqual({ text })
    const jobs = (await jobsOf(conversation.id)).map((job) => job.kind).sort()
    expect(jobs).toEqual(['bot_turn', 'bot_turn', 'mail', 'mail', 'timer'])
  })

  test('of fifty claims at once exactly one wins, and each other is told who has it', async () => {
    for (let round = 0; round < 20; round += 1) {
      const conversation = await begin()
      await escalate(conversation)
      const members = Array.from({ length: 50 }, (_, index) => member(`M${round}x${index}`, 'responder'))
      await first.database.db.insertInto('members').values(members.map(memberRow)).execute()
      const outcomes = await Promise.all(
        members.map((one, index) => claimConversation(anyWorld(index), one, conversation.id)),
      )
      const winners = outcomes.filter((outcome) => outcome.ok)
      expect(winners).toHaveLength(1)
      const events = await holds(conversation.id)
      const claims = events.filter((event) => event.type === 'conversation.claimed')
      expect(claims).toHaveLength(1)
      const holder = claims[0]?.data.agent.name
      for (const outcome of outcomes) {
        if (outcome.ok) continue
        if (outcome.refusal.code !== 'already_claimed') throw new Error(outcome.refusal.code)
        expect(outcome.refusal.claimedBy.name).toBe(holder)
      }
    }
  })

  test('the same clientId fifty times at once is one event', async () => {
    const conversation = await begin(null)
    const message = { clientId: randomUUID(), text: 'Only once, please.' }
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        sendMessage(anyWorld(index), asCustomer(conversation), conversation.id, message),
      ),
    )
    const events = outcomes.map((outcome) =>
      outcome.ok ? outcome.events.map((event) => eventForCustomer(event, () => null)) : null,
    )
    expect(new Set(events.map((event) => JSON.stringify(event))).size).toBe(1)
    expect(outcomes.filter((outcome) => outcome.ok && !outcome.repeated)).toHaveLength(1)
    expect(await holds(conversation.id)).toHaveLength(2)
    const other = { ...message, text: 'Something else.' }
    const reused = await sendMessage(last, asCustomer(conversation), conversation.id, other)
    expect(reused).toMatchObject({ ok: false, refusal: { code: 'client_id_reused' } })
  })

  test('the same start key fifty times at once is one conversation', async () => {
    const start = {
      teamId: beginning.teamId,
      botId: robo.id,
      startKeyHash: randomUUID(),
      first: { text: 'Hello?', clientId: randomUUID() },
    }
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        startConversation(anyWorld(index), { ...start, customer: { ...dana, id: randomUUID() } }),
      ),
    )
    const ids = outcomes.map((outcome: Outcome) => (outcome.ok ? outcome.conversation.id : outcome.refusal.code))
    expect(new Set(ids).size).toBe(1)
    expect(await holds(ids[0] ?? '')).toHaveLength(2)
  })

  test('messages of many at once all land, in one order without gaps', async () => {
    const conversation = await begin(null)
    await escalate(conversation)
    await claimConversation(first, chidi, conversation.id)
    const sent = await Promise.all(
      Array.from({ length: 60 }, (_, index) => {
        const by = index % 3 === 0 ? chidi : asCustomer(conversation)
        return sendMessage(anyWorld(index), by, conversation.id, { clientId: randomUUID(), text: `Message ${index}` })
      }),
    )
    expect(sent.every((outcome) => outcome.ok)).toBe(true)
    expect(await holds(conversation.id)).toHaveLength(3 + 60)
  })

  test('no bot message lands after a claim, however they race', async () => {
    for (let round = 0; round < 60; round += 1) {
      const conversation = await begin()
      await escalate(conversation)
      const turnId = conversation.turn?.id ?? ''
      const reply = { turnId, engagement: 1, text: 'Late?', answers: 2, offer: null, sources: [] }
      const [claimed] = await Promise.all([
        claimConversation(anyWorld(round), ben, conversation.id),
        takeBotTurn(anyWorld(round + 1), robo, conversation.id, reply),
      ])
      expect(claimed.ok).toBe(true)
      const events = await holds(conversation.id)
      const claim = events.findIndex((event) => event.type === 'conversation.claimed')
      expect(claim).toBeGreaterThan(0)
      expect(events.slice(claim).filter((event) => event.actor.kind === 'bot')).toEqual([])
    }
  })

  test('a member who is removed holds nothing any more, in one transaction with the removal', async () => {
    const zoe = member(`Zoe${kind}`, 'responder')
    await first.database.db.insertInto('members').values(memberRow(zoe)).execute()
    const held = await Promise.all([begin(), begin(), begin()])
    for (const conversation of held) {
      await escalate(conversation)
      await claimConversation(first, zoe, conversation.id)
    }
    const remove = async (tx: unknown) => {
      const transaction = tx as Parameters<Parameters<typeof first.database.transact>[0]>[0]
      await transaction.updateTable('members').set({ removed_at: 1 }).where('id', '=', zoe.id).execute()
    }
    const failing = releaseMember(first, zoe.id, async (tx) => {
      await remove(tx)
      throw new Error('power cut')
    })
    await expect(failing).rejects.toThrow('power cut')
    expect(await first.conversations.heldBy(zoe.id)).toHaveLength(3)
    expect(await releaseMember(last, zoe.id, remove)).toBe(3)
    expect(await first.conversations.heldBy(zoe.id)).toEqual([])
    for (const { id } of held) {
      const events = await holds(id)
      expect(events.at(-1)).toMatchObject({ type: 'conversation.requeued', data: { cause: 'member_removed' } })
    }
    expect(ada.roles).toEqual(['owner'])
  })
})
