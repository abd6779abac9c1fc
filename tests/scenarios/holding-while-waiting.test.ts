import type { CustomerEvent } from '@baton/protocol'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asDana, begin, eventually } from '../support/api.ts'
import { type FakeProvider, startFakeProvider, toldTo } from '../support/fake-provider.ts'
import { adaOn, demoBot, type ServerMember } from '../support/server-team.ts'
import { type Servers, startServers } from '../support/servers.ts'

/** Long enough for a turn that should not be to begin, in milliseconds. */
const A_WHILE = 500

let servers: Servers
let provider: FakeProvider
let ada: ServerMember
let botId: string
beforeAll(async () => {
  provider = await startFakeProvider((request) =>
    toldTo(request).includes('You summarise a chat') ? [] : [{ say: 'A parcel takes two days.' }],
  )
  servers = await startServers('sqlite', { ALLOW_PRIVATE_ADDRESSES: `127.0.0.1:${provider.port}` })
  ada = await adaOn(servers.first.url)
  botId = (await demoBot(ada)).id
  const model = { provider: 'openai-compatible', baseUrl: provider.baseUrl, name: 'fake', apiKey: 'sk-test-key' }
  expect((await ada.patch(`/api/v1/bots/${botId}`, { model, whileWaiting: 'hold' })).status).toBe(200)
})
afterAll(async () => {
  await servers.close()
  await provider.close()
})

const pause = () => new Promise((resolve) => setTimeout(resolve, A_WHILE))
/** How often the model was asked for an answer; its summaries are for agents. */
const calls = () => provider.heard.filter(({ request }) => !toldTo(request).includes('You summarise a chat')).length
const said = (events: CustomerEvent[], by: string) =>
  events.filter((event) => event.type === 'message.sent' && event.actor.kind === by)

async function waiting() {
  const session = await begin(servers.first.url, botId, 'How long does a parcel take?')
  const dana = asDana(servers.first.url, session)
  const replies = (count: number) =>
    eventually(`bot message ${count}`, async () => said(await dana.events(), 'bot').length === count)
  await replies(1)
  expect((await dana.escalate()).status).toBe(200)
  return { id: session.id, dana, replies, asked: calls() }
}

test('while Dana waits and while Ada is there the model is not called; after the hand-back it answers again', async () => {
  const { id, dana, replies, asked } = await waiting()
  expect((await dana.say('Is anybody there?')).status).toBe(201)
  expect((await dana.say('I want to talk to a human')).status).toBe(201)
  await pause()
  const whileWaiting = await dana.events()
  expect(said(whileWaiting, 'bot')).toHaveLength(1)
  expect(said(whileWaiting, 'customer')).toHaveLength(3)
  expect(calls()).toBe(asked)
  // The one notice is the page's own: the state says that the bot holds, and one event that Dana asked.
  expect((await dana.read()).body.botHolds).toBe(true)
  expect(whileWaiting.filter(({ type }) => type === 'conversation.escalated')).toHaveLength(1)

  expect((await ada.claim(id)).status).toBe(200)
  expect((await dana.say('And the returns?')).status).toBe(201)
  expect((await ada.say(id, 'They are free of charge.')).status).toBe(201)
  await pause()
  expect(said(await dana.events(), 'bot')).toHaveLength(1)
  expect(calls()).toBe(asked)

  expect((await ada.handBack(id)).status).toBe(200)
  await pause()
  // Everything was answered by Ada: the bot has nothing to say of its own.
  expect(said(await dana.events(), 'bot')).toHaveLength(1)
  expect((await dana.say('How long does a letter take?')).status).toBe(201)
  await replies(2)
  expect(calls()).toBe(asked + 1)
  expect((await dana.read()).body.botHolds).toBe(false)
})

test('a customer who no longer waits is answered, once, for what was kept', async () => {
  const { dana, replies, asked } = await waiting()
  expect((await dana.say('How long does a letter take?')).status).toBe(201)
  expect((await dana.say('And a card?')).status).toBe(201)
  await pause()
  expect(calls()).toBe(asked)
  expect((await dana.withdraw()).status).toBe(200)
  await replies(2)
  await pause()
  expect(said(await dana.events(), 'bot')).toHaveLength(2)
  expect(calls()).toBe(asked + 1)
  expect(toldTo(provider.heard.at(-1)?.request ?? { model: '', messages: [] })).toMatch(/letter take\?.*\n.*a card\?/)
})

test('an escalation during a reply ends the model’s call, and nothing of it is said', async () => {
  provider.answer((request) =>
    toldTo(request).includes('You summarise a chat')
      ? []
      : [{ say: 'A parcel takes two days. ' }, { pauseMs: 1_500 }, { say: 'Or three.' }],
  )
  const before = calls()
  const session = await begin(servers.first.url, botId, 'How long does a parcel take?')
  const dana = asDana(servers.first.url, session)
  await eventually('the call', async () => calls() > before)
  expect((await dana.escalate()).status).toBe(200)
  const call = provider.heard[provider.heard.findLastIndex(({ request }) => !toldTo(request).includes('You summarise'))]
  await eventually('the end of the call', async () => typeof call?.goneAt === 'number', 1_000)
  await pause()
  expect(said(await dana.events(), 'bot')).toHaveLength(0)
})
