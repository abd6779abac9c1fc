import type { BotErrors, CustomerEvent, Usage } from '@baton/protocol'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asDana, begin, call, eventually } from '../support/api.ts'
import { type FakeProvider, type Script, startFakeProvider } from '../support/fake-provider.ts'
import { adaOn, type ServerMember } from '../support/server-team.ts'
import { type Servers, startServers } from '../support/servers.ts'

/** Every way in which a model fails, by the name of the model that fails so. */
const failures: Record<string, Script> = {
  'no answer at all': { silent: true },
  '429': { status: 429, body: { error: { message: 'Rate limit reached' } }, headers: { 'retry-after': '60' } },
  '401': { status: 401, body: { error: { message: 'Incorrect API key provided: sk-test' } } },
  '404': { status: 404, body: { error: { message: 'The model does not exist' } } },
  '500': { status: 500 },
  'a page': { status: 200, raw: '<html>Welcome!</html>' },
  '502 in HTML': { status: 502, raw: '<html>Bad gateway</html>', headers: { 'content-type': 'text/html' } },
  'an error that no text can hold': { status: 500, body: { error: { message: 'out\u0000 of \ud800 order' } } },
  '503': { status: 503, headers: { 'retry-after': '30' } },
  'a redirect': { status: 302, headers: { location: 'http://169.254.169.254/' } },
  'an answer late': { status: 200, raw: '{}', afterMs: 40_000 },
  'no words': [],
  'a filter of the provider': [{ finish: 'content_filter' }],
  'a filter after a sentence': [{ say: 'A parcel takes two days. It is' }, { finish: 'content_filter' }],
  'only white space': [{ say: '  \n \n ' }],
  'only an unknown call': [{ call: 'claim_conversation', args: '{}' }],
  'a stall before the first word': [{ stall: true }],
  'a stall in a sentence': [{ say: 'A parcel takes' }, { stall: true }],
  'a stall after a sentence': [{ say: 'A parcel takes two days. It is' }, { stall: true }],
  'a stall in a call': [{ call: 'talk_to_a_human', args: '{"reason":"know' }, { stall: true }],
  'a broken connection': [{ say: 'A parcel takes' }, { breakOff: true }],
  'a broken connection after a sentence': [
    { say: 'A parcel takes two days. It' },
    { pauseMs: 300 },
    { breakOff: true },
  ],
  'no JSON': [{ raw: 'data: {not json}\n\n' }],
  'no events': { status: 200, raw: '<html>Hello</html>', headers: { 'content-type': 'text/html' } },
  'an endless stream': [{ endless: 'and so on ' }],
  'an endless stream of nothing': [{ endless: '', everyMs: 20 }],
  'an endless slow stream': [{ endless: 'word ', everyMs: 300 }],
  '5 MB in one piece': [{ say: 'x'.repeat(5_000_000), size: 5_000_000 }],
  '5 MB in many pieces': [{ say: 'All is well. '.repeat(400_000), size: 50_000 }],
  '5 MB of a call': [{ call: 'talk_to_a_human', args: `{"reason":"${'x'.repeat(5_000_000)}`, size: 100_000 }],
  '5 MB without a stream': { status: 200, raw: `{"x":"${'y'.repeat(5_000_000)}"}` },
}

let servers: Servers
let provider: FakeProvider
let ada: ServerMember
beforeAll(async () => {
  provider = await startFakeProvider(({ model }) => failures[model] ?? [{ say: 'Fine.' }])
  servers = await startServers('sqlite', { ALLOW_PRIVATE_ADDRESSES: '127.0.0.1' })
  ada = await adaOn(servers.first.url)
})
afterAll(async () => {
  await servers.close()
  await provider.close()
})

async function botWith(name: string, settings: object = {}): Promise<string> {
  const model = { provider: 'openai-compatible', baseUrl: provider.baseUrl, name, apiKey: 'sk-test-key' }
  const made = await ada.post<{ id: string }>('/api/v1/bots', { name: 'Robo', model, humanTakeover: true, ...settings })
  expect(made.status).toBe(201)
  const path = `/api/v1/bots/${made.body.id}/power-ups/talk_to_a_human`
  expect((await ada.put(path, { enabled: true })).status).toBe(200)
  return made.body.id
}

const reply = (botId: string, question: string, within = 30_000) =>
  begin(servers.first.url, botId, question).then((session) =>
    eventually(
      'an answer or an offer',
      async () => {
        const events = await asDana(servers.first.url, session).events()
        return events.find((event) => event.type === 'message.sent' && event.actor.kind === 'bot') ?? null
      },
      within,
    ),
  )

const data = (event: CustomerEvent) => {
  if (event.type !== 'message.sent') throw new Error('no message')
  return event.data
}

describe('a customer whose bot’s model fails', () => {
  const replies = new Map<string, { event: CustomerEvent; tookMs: number }>()
  // All at once: waiting for the slow ones takes most of the time.
  beforeAll(async () => {
    const asked = Object.keys(failures).map(async (name) => {
      const botId = await botWith(name)
      const began = performance.now()
      const event = await reply(botId, 'How long does a parcel take?').catch(() => null)
      if (event !== null) replies.set(name, { event, tookMs: performance.now() - began })
    })
    await Promise.all(asked)
  }, 150_000)

  test.each(Object.keys(failures))('has an honest sentence and the offer of a human within 30 s: %s', (name) => {
    const { event, tookMs } = replies.get(name) ?? {}
    if (event === undefined) throw new Error('there was no answer within 30 s')
    expect(tookMs).toBeLessThan(30_000)
    const { text, offer } = data(event)
    expect(offer).toEqual({ powerUp: 'talk_to_a_human', reason: 'bot_error' })
    expect(text).toMatch(/Sorry, (something went wrong|I could not finish)/)
    expect(text).toMatch(/I can ask a person from the team to help/)
    expect(text.length).toBeLessThanOrEqual(4_000)
    // What had been said in whole sentences stands; half a sentence does not.
    if (name.endsWith('after a sentence')) expect(text).toMatch(/^A parcel takes two days\.\s+Sorry/)
    if (name === 'a stall in a sentence') expect(text).not.toContain('parcel')
  })

  test('is read by the team, with the conversation, and by nobody else', async () => {
    const botId = await botWith('500')
    await reply(botId, 'How long does a parcel take?')
    const { body } = await ada.get<BotErrors>(`/api/v1/bots/${botId}/errors`)
    const message = expect.stringMatching(/^The provider has a problem of its own \(500\)\. The provider said: /)
    expect(body.items).toEqual([{ at: expect.any(String), conversationId: expect.any(String), message }])
    const { status } = await ada.get(`/api/v1/conversations/${body.items[0]?.conversationId}`)
    expect(status).toBe(200)
    expect((await call(servers.first.url, `/api/v1/bots/${botId}/errors`)).status).toBe(401)
    expect((await ada.get('/api/v1/bots/bot_of_another_team/errors')).status).toBe(404)
  })

  test('is told in the own language', async () => {
    const { text } = data(await reply(await botWith('500'), 'Wie lange dauert ein Paket nach Hause?'))
    expect(text).toMatch(/^Entschuldigung, .* E-Mail-Adresse/)
  })
})

describe('a daily cap', () => {
  test('ends in the offer of a human, and the model is called no more', async () => {
    const botId = await botWith('fine', { dailyTokenCap: 100 })
    expect(data(await reply(botId, 'How long does a parcel take?')).text).toBe('Fine.')
    const calls = provider.heard.length
    const capped = data(await reply(botId, 'How long does a parcel take?'))
    expect(capped.text).toMatch(/cannot answer any more questions today\. I can ask a person/)
    expect(capped.offer).toMatchObject({ reason: 'unable_to_answer' })
    expect(provider.heard.length).toBe(calls)
    const { body } = await ada.get<Usage>(`/api/v1/bots/${botId}/usage`)
    expect(body).toMatchObject({ capped: true, today: { calls: 1, inputTokens: 100, outputTokens: 20, cost: null } })
  })
})

describe('trying a model', () => {
  const tried = (botId: string, body: object = {}) =>
    ada.post<{ ok: boolean; error?: string; reply?: string; latencyMs: number; detail?: string }>(
      `/api/v1/bots/${botId}/model/test`,
      body,
    )
  const local = (name: string) => ({ provider: 'openai-compatible', baseUrl: provider.baseUrl, name })

  test('makes a real call and shows what was answered, or the provider’s own error without the key', async () => {
    const botId = await botWith('fine')
    expect((await tried(botId)).body).toMatchObject({ ok: true, reply: 'Fine.' })
    const refused = await tried(botId, { model: { ...local('401'), apiKey: 'sk-test' } })
    expect(refused.body.error).toMatch(/^The key was refused \(401\)\. The provider said: Incorrect API key/)
    expect(refused.body.error).not.toContain('sk-test')
    expect((await tried(botId, { model: local('404') })).body.error).toMatch(/no such model .*does not exist/)
    expect((await tried(botId, { model: local('502 in HTML') })).body.error).toMatch(/problem of its own \(502\)/)
    expect((await tried(botId, { model: local('no words') })).body.error).toMatch(/nothing/)
    expect((await tried(botId, { model: local('a page') })).body.error).toMatch(
      /does not speak the provider’s language/,
    )
    expect((await tried(botId, { model: local('5 MB without a stream') })).body.error).toMatch(/far too long/)
  })

  test('a key goes to no other address than the one it was given for', async () => {
    const botId = await botWith('fine')
    await tried(botId, { model: { ...local('fine'), baseUrl: `http://127.0.0.1:${provider.port}/v1/other/..` } })
    expect(provider.heard.at(-1)?.headers.authorization).toBeUndefined()
    await tried(botId, { model: local('fine') })
    expect(provider.heard.at(-1)?.headers.authorization).toBe('Bearer sk-test-key')
  })

  test('a private address that the operator has not allowed is refused with what to do', async () => {
    const botId = await botWith('fine')
    for (const baseUrl of [
      'http://10.0.0.7:11434/v1',
      'https://192.168.1.1/v1',
      'http://api.example.com/v1',
      'ftp://x',
    ]) {
      const answer = await tried(botId, { model: { ...local('fine'), baseUrl } })
      expect(answer).toMatchObject({ status: 422, body: { code: 'url_not_allowed' } })
      expect(answer.body.detail).toMatch(/ALLOW_PRIVATE_ADDRESSES/)
    }
    const hidden = await tried(botId, { model: { ...local('fine'), baseUrl: 'https://localhost.example.invalid/v1' } })
    expect(hidden.body).toMatchObject({
      ok: false,
      error: expect.stringMatching(/could not be reached.*ALLOW_PRIVATE/),
    })
    const patched = await ada.patch(`/api/v1/bots/${botId}`, {
      model: { ...local('x'), baseUrl: 'http://10.1.2.3/v1' },
    })
    expect(patched.status).toBe(422)
  })
})

describe('the preview', () => {
  test('answers as a customer would be answered, and nothing of it is in any conversation', async () => {
    const botId = await botWith('fine')
    const before = await ada.get<{ items: unknown[] }>('/api/v1/conversations?limit=100')
    const ask = (text: string) => ada.post(`/api/v1/bots/${botId}/preview`, { messages: [{ by: 'customer', text }] })
    expect((await ask('Hello, what is this about?')).body).toMatchObject({
      text: 'Fine.',
      offer: null,
      calls: [],
      failure: null,
    })
    expect((await ask('I want to talk to a human')).body).toMatchObject({ offer: { reason: 'direct_request' } })
    const botLast = { messages: [{ by: 'bot', text: 'Hello' }] }
    expect((await ada.post(`/api/v1/bots/${botId}/preview`, botLast)).status).toBe(400)
    const after = await ada.get<{ items: unknown[] }>('/api/v1/conversations?limit=100')
    expect(after.body.items.length).toBe(before.body.items.length)
  })
})
