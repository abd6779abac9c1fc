import { beforeEach, describe, expect, test } from 'vitest'
import {
  type Act,
  asAgent,
  ben,
  chidi,
  claims,
  closes,
  dana,
  escalates,
  handsBack,
  member,
  replies,
  writes,
} from '../../../../tests/support/cast.ts'
import { type MemoryWorld, memoryWorld } from '../../../../tests/support/memory-conversations.ts'
import { verifyAction } from '../../../../tests/support/verify-action.ts'
import type { Command } from '../command.ts'
import { type Outcome, perform } from './perform.ts'
import { startConversation } from './start-conversation.ts'

let world: MemoryWorld
let id: string

beforeEach(async () => {
  world = memoryWorld()
  const start = { teamId: 'team_ada', botId: 'bot_robo', customer: dana, startKeyHash: 'key', first: null }
  const started = await startConversation(world, start)
  if (!started.ok) throw new Error('the conversation did not start')
  id = started.conversation.id
})

async function act(what: Act, from: MemoryWorld = world): Promise<Outcome> {
  const conversation = world.conversations.snapshot(id)
  if (conversation === null) throw new Error('the conversation is gone')
  const command = typeof what === 'function' ? what(conversation) : what
  if (command.type === 'start') throw new Error('it has started already')
  return verifyAction(world.conversations, id, () => perform(from, id, command))
}

const log = () => world.conversations.log(id)

describe('performing a command', () => {
  test('appends its event, plans what follows and tells of it, once it is committed', async () => {
    const outcome = await act(escalates())
    expect(outcome).toMatchObject({ ok: true, repeated: false, conversation: { state: 'escalated' } })
    expect(log().map((event) => event.type)).toEqual(['conversation.started', 'conversation.escalated'])
    expect(world.told.at(-1)?.events).toEqual(log().slice(1))
    expect(world.conversations.followUps.slice(-4, -2)).toEqual([
      { kind: 'webhook', type: 'conversation.escalated' },
      { kind: 'team_mail', about: 'escalated' },
    ])
  })

  test('a refusal shows the conversation, appends nothing and tells nobody', async () => {
    const told = world.told.length
    expect(await act(claims(ben))).toMatchObject({
      ok: false,
      refusal: { code: 'not_escalated' },
      conversation: { state: 'bot' },
    })
    expect([log().length, world.told.length]).toEqual([1, told])
  })

  test('LC16: a customer who escalates twice is mailed about once', async () => {
    await act(escalates())
    const planned = world.conversations.followUps.length
    expect(await act(escalates())).toMatchObject({ ok: true, events: [], repeated: false })
    expect(log()).toHaveLength(2)
    expect(world.conversations.followUps).toHaveLength(planned)
  })

  test('LC46: a command to no conversation is refused', async () => {
    const outcome = await perform(world, 'conversation_nobodys', { type: 'withdraw', by: dana })
    expect(outcome).toEqual({ ok: false, refusal: { code: 'not_found' }, conversation: null })
  })
})

describe('a message that is sent again', () => {
  test('LC42: returns the first result and appends nothing', async () => {
    const first = await act(writes(dana, 'Hello', 'same'))
    const again = await act(writes(dana, 'Hello', 'same'))
    expect(first).toMatchObject({ ok: true, repeated: false, events: [{ seq: 2 }] })
    expect(again).toMatchObject({ ok: true, repeated: true, events: [{ seq: 2, clientId: 'same' }] })
    expect(log()).toHaveLength(2)
  })

  test('LC42: also when it could not be sent any more', async () => {
    await act(escalates())
    await act(claims(ben))
    await act(writes(ben, 'Hello Dana', 'same'))
    await act(handsBack(ben))
    expect(await act(writes(ben, 'Something else'))).toMatchObject({ refusal: { code: 'not_holder' } })
    expect(await act(writes(ben, 'Hello Dana', 'same'))).toMatchObject({ ok: true, repeated: true })
    await act(closes())
    expect(await act(writes(ben, 'Hello Dana', 'same'))).toMatchObject({ ok: true, repeated: true })
  })

  test('LC42: two senders may use the same clientId', async () => {
    await act(escalates())
    await act(claims(ben))
    await act(writes(dana, 'Hello', 'same'))
    expect(await act(writes(ben, 'Hello', 'same'))).toMatchObject({ ok: true, repeated: false })
  })

  test('LC42: of two at once, one is the first and the other its repeat', async () => {
    const elsewhere = memoryWorld(world.conversations)
    const command: Command = { type: 'send_message', by: dana, text: 'Hello', clientId: 'same' }
    const outcomes = await Promise.all([perform(world, id, command), perform(elsewhere, id, command)])
    expect(outcomes.map((outcome) => outcome.ok && outcome.repeated).sort()).toEqual([false, true])
    expect(log()).toHaveLength(2)
  })

  test('LC43: with another text is refused', async () => {
    await act(writes(dana, 'Hello', 'same'))
    expect(await act(writes(dana, 'Hello!', 'same'))).toMatchObject({
      ok: false,
      refusal: { code: 'client_id_reused' },
    })
    expect(log()).toHaveLength(2)
  })

  test("LC43: of a bot's turn that ran twice the first text counts", async () => {
    await act(writes(dana))
    const { turn, engagement } = world.conversations.snapshot(id) ?? {}
    const run = (text: string) =>
      act(replies({ turnId: turn?.id ?? '', engagement: engagement ?? 0, text, answers: 2 }))
    expect(await run('First')).toMatchObject({ ok: true, repeated: false })
    expect(await run('Second')).toMatchObject({ ok: true, repeated: true, events: [{ data: { text: 'First' } }] })
    expect(log()).toHaveLength(3)
  })
})

describe('somebody else writes first', () => {
  test('LC45: two messages at once both land, in the order of their commits', async () => {
    await act(escalates())
    await act(claims(ben))
    const elsewhere = memoryWorld(world.conversations)
    world.conversations.interrupt('commit', () => act(writes(dana, 'Hello?'), elsewhere))
    expect(await act(writes(ben, 'Hello Dana'))).toMatchObject({ ok: true, events: [{ seq: 5 }] })
    expect(log().map((event) => event.type === 'message.sent' && event.data.text)).toEqual([
      ...[false, false, false, 'Hello?', 'Hello Dana'],
    ])
  })

  test('LC28, LC45: a claim that was overtaken by another is told who won', async () => {
    await act(escalates())
    const elsewhere = memoryWorld(world.conversations)
    world.conversations.interrupt('commit', () => act(claims(chidi), elsewhere))
    expect(await act(claims(ben))).toMatchObject({
      ok: false,
      refusal: { code: 'already_claimed', claimedBy: asAgent(chidi) },
      conversation: { agent: asAgent(chidi) },
    })
    expect(world.told.flatMap((change) => change.events.map((event) => event.type))).toEqual([
      ...['conversation.started', 'conversation.escalated'],
    ])
  })

  test('LC28: of fifty claims at once, on two servers, exactly one wins and each loser is told who did', async () => {
    await act(escalates())
    const servers = [world, memoryWorld(world.conversations)]
    const claimers = Array.from({ length: 50 }, (_, index) => member(`Responder ${index}`, 'responder'))
    const outcomes = await Promise.all(
      claimers.map((by, index) => perform(servers[index % 2] ?? world, id, { type: 'claim', by })),
    )
    const winners = claimers.filter((_, index) => outcomes[index]?.ok)
    expect(winners).toHaveLength(1)
    const [winner = ben] = winners
    const told = outcomes.filter((outcome) => !outcome.ok).map((outcome) => !outcome.ok && outcome.refusal)
    expect(told).toHaveLength(49)
    for (const refusal of told) expect(refusal).toMatchObject({ code: 'already_claimed', claimedBy: asAgent(winner) })
    expect(log().filter((event) => event.type === 'conversation.claimed')).toHaveLength(1)
  })

  test('LC10, LC45: a reply that a takeover overtook at the last moment stays out of the log', async () => {
    await act(writes(dana))
    const elsewhere = memoryWorld(world.conversations)
    world.conversations.interrupt('commit', () => act({ type: 'take_over', by: ben }, elsewhere))
    expect(await act(replies())).toMatchObject({ ok: false, refusal: { code: 'stale_engagement' } })
    expect(log().filter((event) => event.actor.kind === 'bot')).toEqual([])
  })

  test.each([
    [49, { ok: true, conversation: { state: 'escalated' } }],
    [50, { ok: false, refusal: { code: 'busy' }, conversation: null }],
  ])('LC45: after %i others came first', async (others, outcome) => {
    const elsewhere = memoryWorld(world.conversations)
    const overtake = (times: number): void => {
      if (times === 0) return
      world.conversations.interrupt('commit', async () => {
        await act(writes(dana), elsewhere)
        overtake(times - 1)
      })
    }
    overtake(others)
    expect(await act(escalates())).toMatchObject(outcome)
    expect(log().filter((event) => event.type === 'message.sent')).toHaveLength(others)
  })
})
