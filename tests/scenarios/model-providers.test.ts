import type { Bot, ConversationDetail, CustomerEvent, ModelTest, PreviewAnswer } from '@baton/protocol'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { asDana, begin, eventually } from '../support/api.ts'
import type { Said } from '../support/provider-dialect.ts'
import { dialects, type ServiceName, serviceKey, startService } from '../support/provider-servers.ts'
import { adaOn, type ServerMember } from '../support/server-team.ts'
import { type Servers, startServers } from '../support/servers.ts'

const names = Object.keys(dialects) as ServiceName[]
const model = { openai: 'gpt-4.1-mini', anthropic: 'claude-sonnet-4-5', google: 'gemini-2.5-flash' } as const
const asked = { reason: 'knowledge_gap', summary: 'Asks about a parcel to Peru.' }
const thought = 'The customer is in Peru. Somebody is coming.'
const points = [{ text: 'Asks about Peru.', messages: [2] }]

function say(told: string): Said {
  if (told.includes('You summarise a chat')) return { pieces: [JSON.stringify({ points })] }
  if (told.includes('one word: ready')) return { pieces: ['rea', 'dy'] }
  if (told.includes('Break')) return { pieces: ['Parcels take two days. ', 'They ', 'are '], fails: true }
  const pieces = ['Parcels take', ' two days. I do not', ' know about Peru, ¡perdón! ']
  return { thought, pieces, call: { name: 'talk_to_a_human', args: asked } }
}

let servers: Servers
let ada: ServerMember
let services: Record<ServiceName, Awaited<ReturnType<typeof startService>>>
beforeAll(async () => {
  const [openai, anthropic, google] = await Promise.all([
    startService('openai', say),
    startService('anthropic', say),
    startService('google', say),
  ])
  services = { openai, anthropic, google }
  const allowed = names.map((name) => `127.0.0.1:${services[name].port}`).join(',')
  servers = await startServers('sqlite', { ALLOW_PRIVATE_ADDRESSES: allowed })
  ada = await adaOn(servers.first.url)
})
afterAll(async () => {
  await servers.close()
  await Promise.all(names.map((name) => services[name].close()))
})

async function botOn(name: ServiceName, apiKey = serviceKey): Promise<string> {
  const setting = { provider: name, baseUrl: `http://127.0.0.1:${services[name].port}`, name: model[name], apiKey }
  const made = await ada.post<Bot>('/api/v1/bots', {
    name: 'Robo',
    model: { ...setting, temperature: 0.4 },
    humanTakeover: true,
  })
  expect(made.status).toBe(201)
  const path = `/api/v1/bots/${made.body.id}/power-ups/talk_to_a_human`
  expect((await ada.put(path, { enabled: true })).status).toBe(200)
  return made.body.id
}

const replyIn = (events: CustomerEvent[]) =>
  events.flatMap((event) => (event.type === 'message.sent' && event.actor.kind === 'bot' ? [event.data] : []))[0]

describe.each(names)('a model at %s', (name) => {
  test('answers Dana, asks for a human, counts its tokens and sums up, in the service’s own protocol', async () => {
    const botId = await botOn(name)
    const session = await begin(servers.first.url, botId, 'How long does a parcel to Peru take?')
    const dana = asDana(servers.first.url, session)
    const reply = await eventually('the reply', async () => replyIn(await dana.events()))
    expect(reply.text).toMatch(/^Parcels take two days\. I do not know about Peru, ¡perdón!\s+I can ask a person/)
    expect(reply.text).not.toContain('Somebody')
    // The note is for the team, not for the customer.
    expect(reply.offer).toEqual({ powerUp: 'talk_to_a_human', reason: 'knowledge_gap' })
    expect((await dana.escalate()).status).toBe(200)
    const shown = await eventually('the summary', async () => {
      const { body } = await ada.get<ConversationDetail>(`/api/v1/conversations/${session.id}`)
      return body.summary?.by === 'model' ? body : null
    })
    expect(shown.summary?.points).toEqual(points)
    expect(shown.usage).toMatchObject({ calls: 2, inputTokens: 200, outputTokens: 40 })
    expect(JSON.stringify(services[name].heard[0])).toContain('0.4')
  })

  test('is tried with one real call, and a wrong key is told as such', async () => {
    const right = await ada.post<z.infer<typeof ModelTest>>(`/api/v1/bots/${await botOn(name)}/model/test`)
    expect(right.body).toMatchObject({ ok: true, reply: 'ready' })
    const wrong = await ada.post<z.infer<typeof ModelTest>>(`/api/v1/bots/${await botOn(name, 'wrong')}/model/test`)
    expect(wrong.body).toMatchObject({ ok: false, error: 'The key was refused (401). The provider said: Invalid key' })
  })

  test('that takes a setting in its own way has nothing printed beside the log', async () => {
    const setting = { provider: name, baseUrl: `http://127.0.0.1:${services[name].port}`, apiKey: serviceKey }
    const odd = { ...setting, name: { openai: 'o4-mini', anthropic: 'claude-opus-4-7', google: 'gemma-3' }[name] }
    const path = `/api/v1/bots/${await botOn(name)}/model/test`
    const tried = await ada.post<z.infer<typeof ModelTest>>(path, { model: { ...odd, temperature: 2 } })
    expect(tried.body).toMatchObject({ ok: true, reply: 'ready' })
    expect(servers.first.output()).not.toMatch(/warning/i)
  })

  test('answers where the bot spoke first, and breaks off honestly', async () => {
    const preview = async (botId: string, text: string) => {
      const messages = [
        { by: 'bot', text: 'Hello. How can I help?' },
        { by: 'customer', text },
      ]
      return (await ada.post<z.infer<typeof PreviewAnswer>>(`/api/v1/bots/${botId}/preview`, { messages })).body
    }
    const botId = await botOn(name)
    const whole = await preview(botId, 'How long does a parcel to Peru take?')
    expect(whole).toMatchObject({
      failure: null,
      calls: [{ powerUp: 'talk_to_a_human', input: asked, accepted: true }],
    })
    const broken = await preview(botId, 'Break off, please.')
    expect(broken.failure).toMatch(/Overloaded/)
    expect(broken.text).toMatch(/^Parcels take two days\.\s+Sorry/)
    expect(broken.offer).toEqual({ powerUp: 'talk_to_a_human', reason: 'bot_error' })
  })
})
