import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { FoundPassages, KnowledgeDetail, KnowledgeEmbeddings } from '@baton/protocol'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually } from '../support/api.ts'
import { adaOn, demoBot, type ServerMember } from '../support/server-team.ts'
import { type Servers, startServers } from '../support/servers.ts'

// A service that speaks OpenAI's embeddings API: texts about money lie near each other, whatever their words.
const meaningOf = (text: string) => [/euro|fee|bill|charge/i, /cat|purr/i].map((about) => (about.test(text) ? 1 : 0.01))
let broken = false
let asked = 0
const service = createServer((request, response) => {
  let body = ''
  request.on('data', (chunk) => (body += chunk))
  request.on('end', () => {
    asked += 1
    if (broken) {
      response.writeHead(500).end('{"error":{"message":"out of order"}}')
      return
    }
    const { input }: { input: string[] } = JSON.parse(body)
    const data = input.map((text, index) => ({ object: 'embedding', index, embedding: meaningOf(text) }))
    const answer = { object: 'list', data, model: 'meanings', usage: { prompt_tokens: 3, total_tokens: 3 } }
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
  })
})
let servers: Servers
let ada: ServerMember
let path: string

beforeAll(async () => {
  await new Promise<void>((listening) => service.listen(0, '127.0.0.1', listening))
  const host = `127.0.0.1:${(service.address() as AddressInfo).port}`
  servers = await startServers('sqlite', { ALLOW_PRIVATE_ADDRESSES: host })
  ada = await adaOn(servers.first.url)
  const bot = await demoBot(ada)
  path = `/api/v1/bots/${bot.id}/knowledge`
  await ada.post(path, { title: 'Tariff', text: 'Membership is nine euro a month.' })
  await ada.post(path, { title: 'Pets', text: 'Cats may stay in the lounge.' })
  expect((await ada.get<KnowledgeEmbeddings>(`${path}/embeddings`)).body).toEqual({ model: null, available: false })
  const model = { provider: 'openai-compatible', baseUrl: `http://${host}/v1`, name: 'chatter', apiKey: 'k' }
  expect((await ada.patch(`/api/v1/bots/${bot.id}`, { model })).status).toBe(200)
})
afterAll(async () => {
  await servers.close()
  service.closeAllConnections()
  service.close()
})

const found = async (question: string) =>
  (await ada.get<FoundPassages>(`${path}/search?q=${encodeURIComponent(question)}`)).body.items.map(
    ({ title }) => title,
  )

test('without a model for it, search goes by words and asks nobody', async () => {
  expect(await found('What would my bill be?')).toEqual([])
  expect(asked).toBe(0)
})

test('with one, a question in other words finds what it means, and what is new is found soon', async () => {
  const set = await ada.put<KnowledgeEmbeddings>(`${path}/embeddings`, { model: 'meanings' })
  expect(set).toMatchObject({ status: 200, body: { model: 'meanings', available: true } })
  await eventually(
    'it is found by meaning',
    async () => (await found('What would my bill be?'))[0] === 'Tariff',
    20_000,
  )
  expect((await found('May a cat stay?'))[0]).toBe('Pets')
  const added = await ada.post<KnowledgeDetail>(path, { title: 'Late payment', text: 'We charge two euro.' })
  expect(added.status).toBe(201)
  await eventually(
    'the new one, too',
    async () => (await found('What would my bill be?')).includes('Late payment'),
    20_000,
  )
})

test('when the provider fails, words alone decide, and nobody waits for it again and again', async () => {
  broken = true
  expect(await found('May cats stay?')).toContain('Pets')
  const before = asked
  expect(await found('What would my bill be?')).toEqual([])
  expect(asked).toBe(before)
})
