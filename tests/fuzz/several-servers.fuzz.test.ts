import {
  botMaySpeak,
  type Command,
  type Conversation,
  type Event,
  evolve,
  type Outcome,
  perform,
  startConversation,
} from '@baton/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ada, beginning, ben, chidi, dana, danasAddress, robo } from '../support/cast.ts'
import { MemoryConversations, type MemoryWorld, memoryWorld } from '../support/memory-conversations.ts'
import { RUNS } from './lifecycle-lives.ts'

// Several servers over one store, in every order that a scheduler can think of: what was acknowledged is in the log
// once, in an order that the lifecycle allows.

type Existing = Exclude<Command, { type: 'start' }>
type Asked = { server: number; command: (conversation: Conversation) => Existing }

const ask = { email: danasAddress, name: null, note: null }
const says = (by: typeof dana | typeof ben, clientId: string) => (): Existing => {
  return { type: 'send_message', by, text: `message ${clientId}`, clientId }
}
/** The turn that was due when the burst began: by the time it is written, somebody else may have spoken. */
const replies = ({ turn, engagement, lastCustomerSeq }: Conversation): Existing => {
  const written = { text: 'On its way.', answers: lastCustomerSeq, offer: null, sources: [] }
  return { type: 'reply', by: robo, turnId: turn?.id ?? 'none', engagement, ...written }
}
const commands: ((conversation: Conversation) => Existing)[] = [
  ...['a', 'b', 'c'].map((clientId) => says(dana, clientId)),
  ...['a', 'b'].map((clientId) => says(ben, clientId)),
  ...[replies, replies],
  () => ({ type: 'escalate', by: dana, ...ask }),
  () => ({ type: 'withdraw', by: dana }),
  ...[ada, ben, chidi].map((by) => (): Existing => ({ type: 'claim', by })),
  () => ({ type: 'take_over', by: chidi }),
  () => ({ type: 'transfer', by: ada, to: { id: chidi.id, name: chidi.name } }),
  () => ({ type: 'hand_back', by: ben, botAnswers: true }),
  ({ engagement }) => ({ type: 'requeue_for', by: { kind: 'system' }, cause: 'agent_away', engagement }),
]
const asked: fc.Arbitrary<Asked> = fc.record({ server: fc.nat({ max: 2 }), command: fc.constantFrom(...commands) })
const bursts = fc.array(fc.array(asked, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 4 })

type Life = { id: string; store: MemoryConversations; servers: MemoryWorld[] }

async function begin(pace: () => Promise<unknown>): Promise<Life> {
  const store = new MemoryConversations(pace)
  const servers = [memoryWorld(store), memoryWorld(store), memoryWorld(store)]
  const { teamId, botId } = beginning
  const first = { text: 'Hello', clientId: 'first' }
  const start = { teamId, botId, customer: dana, startKeyHash: 'key', first }
  const outcomes = await Promise.all(servers.map((server) => startConversation(server, start)))
  const ids = new Set(outcomes.map((outcome) => (outcome.ok ? outcome.conversation.id : outcome.refusal.code)))
  expect(ids.size).toBe(1)
  return { id: [...ids][0] ?? '', store, servers }
}

async function burst({ id, store, servers }: Life, all: readonly Asked[]): Promise<Outcome[]> {
  const conversation = store.snapshot(id)
  if (conversation === null) throw new Error('the conversation is gone')
  return Promise.all(
    all.map(({ server, command }) => perform(servers[server] ?? memoryWorld(store), id, command(conversation))),
  )
}

/** Each event is one that the lifecycle allows on what stood before it. */
function mustBeALife(log: readonly Event[]): Conversation | null {
  let conversation: Conversation | null = null
  for (const event of log) {
    if (event.actor.kind === 'bot') expect(conversation !== null && botMaySpeak(conversation)).toBe(true)
    if (event.type === 'conversation.claimed') expect(conversation?.state).not.toBe('active')
    if (event.actor.kind === 'agent' && event.type === 'message.sent') {
      expect(conversation).toMatchObject({ state: 'active', agent: { id: event.actor.id } })
    }
    conversation = evolve(conversation, event, beginning)
  }
  return conversation
}

describe('several servers over one store', () => {
  test('LC3, LC28, LC42, LC45: what is acknowledged is in the log once, whoever comes first', {
    timeout: 120_000,
  }, async () => {
    const property = fc.asyncProperty(fc.scheduler(), bursts, async (scheduler, all) => {
      const living = async () => {
        const life = await begin(() => scheduler.schedule(Promise.resolve()))
        for (const one of all) {
          const outcomes = await burst(life, one)
          const log = life.store.log(life.id)
          const told = outcomes.flatMap((outcome) => (outcome.ok ? outcome.events : []))
          for (const event of told) expect(log).toContainEqual(event)
          const fresh = outcomes.flatMap((outcome) => (outcome.ok && !outcome.repeated ? outcome.events : []))
          expect(new Set(fresh.map(({ seq }) => seq)).size).toBe(fresh.length)
          expect(outcomes.filter((outcome) => !outcome.ok && outcome.refusal.code === 'busy')).toEqual([])
        }
        const log = life.store.log(life.id)
        expect(mustBeALife(log)).toEqual(life.store.snapshot(life.id))
        const ids = log.flatMap(({ sender, clientId }) => (clientId === null ? [] : [`${sender} ${clientId}`]))
        expect(new Set(ids).size).toBe(ids.length)
        const committed = life.servers.flatMap(({ told }) => told.flatMap((change) => change.events))
        expect(committed.sort((a, b) => a.seq - b.seq)).toEqual(log)
      }
      await scheduler.waitFor(living())
    })
    await fc.assert(property, { numRuns: Math.min(RUNS, 500) })
  })
})
