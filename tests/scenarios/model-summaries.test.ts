import type { ConversationDetail } from '@baton/protocol'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asDana, begin, eventually } from '../support/api.ts'
import {
  type ChatRequest,
  type FakeProvider,
  type Script,
  startFakeProvider,
  toldTo,
} from '../support/fake-provider.ts'
import { adaOn, demoBot, type ServerMember } from '../support/server-team.ts'
import { type Servers, startServers } from '../support/servers.ts'

const isSummary = (request: ChatRequest) => toldTo(request).includes('You summarise a chat')

/** What the service answers where a summary is asked for; a customer is always answered. */
let summary: Script
let servers: Servers
let provider: FakeProvider
let ada: ServerMember
let botId: string
beforeAll(async () => {
  provider = await startFakeProvider((request) => (isSummary(request) ? summary : [{ say: 'Which lamp is it?' }]))
  servers = await startServers('sqlite', { ALLOW_PRIVATE_ADDRESSES: `127.0.0.1:${provider.port}` })
  ada = await adaOn(servers.first.url)
  botId = (await demoBot(ada)).id
  const model = { provider: 'openai-compatible', baseUrl: provider.baseUrl, name: 'fake', apiKey: 'sk-test-key' }
  expect((await ada.patch(`/api/v1/bots/${botId}`, { model })).status).toBe(200)
})
afterAll(async () => {
  await servers.close()
  await provider.close()
})

const summariesAsked = () => provider.heard.filter(({ request }) => isSummary(request))
const read = async (id: string) => (await ada.get<ConversationDetail>(`/api/v1/conversations/${id}`)).body

/** Dana says something, is answered by the model, and asks for a human. */
async function escalated(text: string) {
  const session = await begin(servers.first.url, botId, text)
  const dana = asDana(servers.first.url, session)
  await eventually('the answer', async () =>
    (await dana.events()).some((event) => event.type === 'message.sent' && event.actor.kind === 'bot'),
  )
  expect((await dana.escalate()).status).toBe(200)
  return { id: session.id, dana }
}

test('when Dana asks for a human, the model sums up, and each point names messages that there are', async () => {
  const points = [
    { text: 'Her lamp arrived broken.', messages: [2] },
    { text: 'The bot asked which lamp it is.', messages: [3, 99] },
    { text: 'She was promised a free lamp.', messages: [77] },
  ]
  summary = [{ say: `Here it is:\n\`\`\`json\n${JSON.stringify({ points })}\n\`\`\`` }]
  const { id } = await escalated('My lamp arrived broken.')
  const shown = await eventually('the summary', async () => {
    const one = await read(id)
    return one.summary?.by === 'model' ? one : null
  })
  expect(shown.summary?.points).toEqual([
    { text: 'Her lamp arrived broken.', messages: [2] },
    { text: 'The bot asked which lamp it is.', messages: [3] },
  ])
  const events = await ada.events(id)
  for (const seq of (shown.summary?.points ?? []).flatMap(({ messages }) => messages)) {
    expect(events.find((event) => event.seq === seq)?.type).toBe('message.sent')
  }
  const asked = summariesAsked()
  expect(asked).toHaveLength(1)
  expect(asked[0]?.headers.authorization).toBe('Bearer sk-test-key')
  expect(toldTo(asked[0]?.request ?? { model: '', messages: [] })).toContain(
    '<customer number="2">My lamp arrived broken.</customer>',
  )
  // A model that refuses a temperature is told none that nobody has set.
  expect(asked[0]?.request.temperature).toBeUndefined()
  // An answer and a summary, both counted as the conversation's.
  expect(shown.usage).toMatchObject({ calls: 2, inputTokens: 200, outputTokens: 40 })
  expect((await ada.claim(id)).status).toBe(200)
  expect((await read(id)).summary).toEqual(shown.summary)
})

test.each<[string, Script]>([
  ['fails', { status: 500 }],
  ['answers with no summary', [{ say: 'I would rather not.' }]],
  ['makes everything up', [{ say: '{"points":[{"text":"She wants a yacht.","messages":[1,99]}]}' }]],
])('where the model %s, the conversation’s own words are the summary', async (_, script) => {
  summary = script
  const before = summariesAsked().length
  const { id } = await escalated('My kettle is too loud.')
  await eventually('the attempt', async () => typeof summariesAsked()[before]?.endedAt === 'number')
  // Whatever the server makes of it, it has made of it by then.
  await new Promise((resolve) => setTimeout(resolve, 300))
  expect((await read(id)).summary).toEqual({
    by: 'extract',
    points: [{ text: '“My kettle is too loud.”', messages: [2] }],
  })
  expect(summariesAsked()).toHaveLength(before + 1)
})
