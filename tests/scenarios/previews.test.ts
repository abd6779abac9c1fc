import type { PreviewAnswer } from '@baton/protocol'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { z } from 'zod'
import { eventually } from '../support/api.ts'
import { type FakeProvider, type Script, startFakeProvider } from '../support/fake-provider.ts'
import { adaOn, demoBot, type ServerMember } from '../support/server-team.ts'
import { type Servers, startServers } from '../support/servers.ts'

type Streamed = { event: string; data: unknown; at: number }

let script: Script
let servers: Servers
let provider: FakeProvider
let ada: ServerMember
let botId: string
beforeAll(async () => {
  provider = await startFakeProvider(() => script)
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

const ask = (text: string, signal?: AbortSignal) =>
  fetch(`${servers.first.url}/api/v1/bots/${botId}/preview`, {
    method: 'POST',
    headers: { accept: 'text/event-stream', 'content-type': 'application/json', cookie: ada.cookie },
    body: JSON.stringify({ messages: [{ by: 'customer', text }] }),
    ...(signal === undefined ? {} : { signal }),
  })

/** The events of a stream, each with when it came. */
async function eventsOf(response: Response): Promise<Streamed[]> {
  const events: Streamed[] = []
  let open = ''
  for await (const chunk of (response.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream())) {
    const parts = `${open}${chunk}`.split('\n\n')
    open = parts.pop() ?? ''
    for (const part of parts) {
      const [, event = '', data = 'null'] = /^event: (.*)\ndata: (.*)$/.exec(part) ?? []
      events.push({ event, data: JSON.parse(data), at: performance.now() })
    }
  }
  expect(open).toBe('')
  return events
}

const counted = async () => (await ada.get<{ items: unknown[] }>('/api/v1/conversations?limit=100')).body.items.length

test('comes piece by piece as it is written, then whole, and is in no conversation', async () => {
  const conversations = await counted()
  script = [
    { say: 'A parcel takes two days. ' },
    { pauseMs: 400 },
    { say: 'Returns are free of charge. ' },
    { call: 'talk_to_a_human', args: '{"reason":"knowledge_gap","summary":"Asks about a parcel."}' },
  ]
  const response = await ask('How long does a parcel take?')
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
  expect(response.headers.get('cache-control')).toBe('no-store')
  const events = await eventsOf(response)
  const pieces = events.slice(0, -1)
  expect(pieces.every(({ event }) => event === 'text')).toBe(true)
  let text = ''
  for (const { data } of pieces) {
    const piece = data as { offset: number; text: string }
    expect(piece.offset).toBe(text.length)
    text += piece.text
  }
  expect(text).toMatch(/^A parcel takes two days\. Returns are free of charge\./)
  // The first sentence is there before the model goes on.
  expect((events.at(-1)?.at ?? 0) - (events[0]?.at ?? 0)).toBeGreaterThan(200)
  const last = events.at(-1)
  expect(last?.event).toBe('answer')
  const answer = last?.data as z.infer<typeof PreviewAnswer>
  // The same words, without the blanks that ended a line.
  expect(answer.text).toBe(text.trim().replace(/[ \t]+\n/g, '\n'))
  const input = { reason: 'knowledge_gap', summary: 'Asks about a parcel.' }
  expect(answer.offer).toEqual({ powerUp: 'talk_to_a_human', ...input })
  expect(answer.calls).toEqual([{ powerUp: 'talk_to_a_human', input, accepted: true }])
  expect(answer.failure).toBeNull()
  expect(await counted()).toBe(conversations)
})

test('of a model that fails ends in the words of a failure and why, in the same stream', async () => {
  script = { status: 500 }
  const events = await eventsOf(await ask('How long does a parcel take?'))
  expect(events.at(-1)).toMatchObject({
    event: 'answer',
    data: { offer: { reason: 'bot_error' }, failure: expect.stringMatching(/problem of its own \(500\)/) },
  })
})

test('ends the model’s call when nobody listens any more', async () => {
  script = [{ say: 'A parcel takes two days. ' }, { endless: 'And so on. ', everyMs: 50 }]
  const leaving = new AbortController()
  const response = await ask('How long does a parcel take?', leaving.signal)
  await response.body?.getReader().read()
  leaving.abort()
  const call = provider.heard.at(-1)
  await eventually('the end of the call', async () => typeof call?.goneAt === 'number', 3_000)
})

test('is refused as a problem before anything is streamed', async () => {
  const refused = await fetch(`${servers.first.url}/api/v1/bots/${botId}/preview`, {
    method: 'POST',
    headers: { accept: 'text/event-stream', 'content-type': 'application/json', cookie: ada.cookie },
    body: JSON.stringify({ messages: [{ by: 'bot', text: 'Hello' }] }),
  })
  expect(refused.status).toBe(400)
  expect(refused.headers.get('content-type')).toMatch(/^application\/problem\+json/)
})
