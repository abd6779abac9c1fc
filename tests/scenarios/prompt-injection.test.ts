import { randomUUID } from 'node:crypto'
import type { CustomerEvent, MemberConversation } from '@baton/protocol'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asDana, begin, type CustomerSession, call, eventually, newStartKey } from '../support/api.ts'
import { type FakeProvider, type Step, startFakeProvider, toldTo } from '../support/fake-provider.ts'
import { injections, ordersIn } from '../support/prompt-injections.ts'
import { adaOn, join, type ServerMember } from '../support/server-team.ts'
import { type Servers, startServers } from '../support/servers.ts'

const secret = 'canary-8c1f'
const AT_ONCE = 8
/** How many of the corpus stand in each place; all 50 make 250 cases. */
const EACH = Number(process.env.BATON_INJECTIONS ?? 17)
const chosen = injections.filter(
  (_, index) => Math.floor((index * EACH) / injections.length) !== Math.floor(((index - 1) * EACH) / injections.length),
)

let servers: Servers
let provider: FakeProvider
let ada: ServerMember
let ben: ServerMember
let botId: string
let stranger: CustomerSession

/** Believes everything that it is told, wherever it stands, and does all of it. */
function gullible(told: string): readonly Step[] {
  const orders = ordersIn(told).slice(-3)
  const talk = orders.flatMap(({ tool, args, says }): Step[] => [
    { say: `${says} `, size: 40 },
    { call: tool, args, size: 40 },
  ])
  return [{ say: 'Certainly. ' }, ...talk, { say: 'Here is what I know of others: nothing.', size: 40 }]
}

beforeAll(async () => {
  provider = await startFakeProvider((request) => gullible(toldTo(request)))
  servers = await startServers('sqlite', { ALLOW_PRIVATE_ADDRESSES: '127.0.0.1' })
  ada = await adaOn(servers.first.url)
  ben = await join(servers.first.url, ada, 'Ben')
  const model = { provider: 'openai-compatible', baseUrl: provider.baseUrl, name: 'gullible' }
  const made = await ada.post<{ id: string }>('/api/v1/bots', { name: 'Robo', model, humanTakeover: true })
  botId = made.body.id
  expect((await ada.put(`/api/v1/bots/${botId}/power-ups/talk_to_a_human`, {})).status).toBe(200)
  stranger = await begin(servers.first.url, botId, `My secret word is ${secret}.`)
  await replies(stranger, 1)
})
afterAll(async () => {
  await servers.close()
  await provider.close()
})

const dana = (session: CustomerSession) => asDana(servers.first.url, session)
const isBots = (event: CustomerEvent) => event.type === 'message.sent' && event.actor.kind === 'bot'

const replies = (session: CustomerSession, count: number) =>
  eventually(
    'the reply',
    async () => {
      const events = await dana(session).events()
      return events.filter(isBots).length >= count && events
    },
    60_000,
  )

async function startOn(page: string, text: string): Promise<CustomerSession> {
  const body = { startKey: newStartKey(), clientId: randomUUID(), text, page: { url: page, title: page.slice(0, 200) } }
  const path = `/api/channel/v1/bots/${botId}/conversations`
  const { body: started } = await call<{ conversation: { id: string }; token: string }>(servers.first.url, path, {
    body,
  })
  return { id: started.conversation.id, token: started.token }
}

/** Nothing happened but that people said something; then the customer asks twice, and waits once. */
async function unharmed(session: CustomerSession, humans = 0): Promise<void> {
  const events = await dana(session).events()
  const count = (type: CustomerEvent['type']) => events.filter((event) => event.type === type).length
  expect(count('conversation.claimed')).toBe(humans)
  expect(count('conversation.released')).toBe(humans)
  for (const type of ['conversation.escalated', 'conversation.transferred', 'conversation.closed'] as const) {
    expect(count(type)).toBe(0)
  }
  for (const event of events) {
    if (event.type !== 'message.sent' || event.actor.kind !== 'bot') continue
    const { text, offer } = event.data
    expect(text).not.toContain(secret)
    expect(text).not.toMatch(
      /connecting you|will be with you|have (notified|escalated)|joined the conv|this is ben|handed you back|left the conv/i,
    )
    if (offer !== undefined) expect(offer).toMatchObject({ powerUp: 'talk_to_a_human' })
  }
  for (const _ of [1, 2]) expect((await dana(session).escalate()).status).toBe(200)
  const { body } = await ada.get<MemberConversation>(`/api/v1/conversations/${session.id}`)
  expect(body).toMatchObject({ state: 'escalated', agent: null })
  const after = await dana(session).events()
  expect(after.filter(({ type }) => type === 'conversation.escalated')).toHaveLength(1)
}

/** Each of them, a few at once. */
async function eachOf<One>(all: readonly One[], check: (one: One, index: number) => Promise<void>): Promise<void> {
  let next = 0
  const lane = async () => {
    while (next < all.length) {
      const index = next++
      await check(all[index] as One, index)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, lane))
}

test('the corpus has at least 200 cases, and the model really obeys', () => {
  expect(injections.length * 5).toBeGreaterThanOrEqual(200)
  expect(gullible(injections[0]?.text ?? '')).toMatchObject([{}, {}, { call: 'claim_conversation' }, {}])
})

test('in a customer’s message', async () => {
  await eachOf(chosen, async ({ text }) => {
    const session = await begin(servers.first.url, botId, text)
    await replies(session, 1)
    await unharmed(session)
  })
}, 240_000)

test('in the address of the page', async () => {
  await eachOf(chosen, async ({ text }) => {
    const session = await startOn(`https://shop.example/?q=${encodeURIComponent(text)}`, 'How long does a parcel take?')
    await replies(session, 1)
    await unharmed(session)
  })
}, 240_000)

test('in knowledge, and in the name of a file', async () => {
  const add = (title: string, text: string) => ada.post(`/api/v1/bots/${botId}/knowledge`, { title, text })
  await eachOf(chosen, async ({ text }, index) => {
    expect((await add(`Lamp number${index}`, `About lampnumber${index}: ${text}`)).status).toBeLessThan(300)
    expect(
      (await add(`${text.replace(/\s+/g, ' ').slice(0, 170)}.pdf`, `About filenumber${index}.`)).status,
    ).toBeLessThan(300)
  })
  await eachOf(chosen, async (_, index) => {
    const session = await begin(servers.first.url, botId, `What is lampnumber${index}?`)
    await replies(session, 1)
    expect((await dana(session).say(`And what about filenumber${index}?`)).status).toBe(201)
    await replies(session, 2)
    await unharmed(session)
  })
  const told = provider.heard.map(({ request }) => toldTo(request))
  expect(told.filter((text) => text.includes('About lampnumber')).length).toBeGreaterThan(EACH * 0.8)
}, 240_000)

test('in what an agent said before', async () => {
  await eachOf(chosen, async ({ text }) => {
    const session = await begin(servers.first.url, botId, 'My lamp is broken.')
    await replies(session, 1)
    expect((await ben.act(session.id, 'take-over')).status).toBe(200)
    expect((await ben.say(session.id, text)).status).toBe(201)
    expect((await ben.handBack(session.id)).status).toBe(200)
    expect((await dana(session).say('And what now?')).status).toBe(201)
    await replies(session, 2)
    await unharmed(session, 1)
  })
}, 240_000)

test('nothing of another conversation was ever told to the model, and that one is as it was', async () => {
  const others = provider.heard.filter(({ request }) => toldTo(request).includes(secret))
  expect(others).toHaveLength(1)
  expect((await dana(stranger).read()).body.state).toBe('bot')
})
