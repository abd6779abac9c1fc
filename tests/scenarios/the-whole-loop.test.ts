import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join as joinPath } from 'node:path'
import type { CustomerEvent, MemberConversation, Page } from '@baton/protocol'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asDana, begin, eventually } from '../support/api.ts'
import { databaseKinds } from '../support/fresh-database.ts'
import { adaOn, demoBot, join, onServer, type ServerMember } from '../support/server-team.ts'
import { type Servers, startServers } from '../support/servers.ts'
import { startReceiver } from '../support/webhook-receiver.ts'

const webhookTypes = [
  'conversation.started',
  'conversation.escalated',
  'conversation.claimed',
  'conversation.released',
] as const

describe.each(databaseKinds)('the whole loop through the API on %s', (kind) => {
  let servers: Servers
  let receiver: Awaited<ReturnType<typeof startReceiver>>
  let ada: ServerMember
  let ben: ServerMember
  let chidi: ServerMember
  let botId: string
  const secrets = new Map<string, string>()

  beforeAll(async () => {
    servers = await startServers(kind, { ALLOW_PRIVATE_WEBHOOKS: 'true' })
    receiver = await startReceiver()
    const { url } = servers.first
    ada = await adaOn(url)
    ben = onServer(servers.last.url, await join(url, ada, 'Ben'))
    chidi = await join(url, ada, 'Chidi')
    botId = (await demoBot(ada)).id
    for (const type of webhookTypes) {
      const path = `/api/v1/bots/${botId}/webhooks`
      const made = await ada.post<{ id: string; secret: string; enabled: boolean }>(path, { type, url: receiver.url })
      expect(made.status).toBe(201)
      expect(made.body.enabled).toBe(false)
      secrets.set(type, made.body.secret)
      expect((await ada.patch(`${path}/${made.body.id}`, { enabled: true })).status).toBe(200)
    }
  })
  afterAll(async () => {
    await servers.close()
    await receiver.close()
  })

  const texts = (events: readonly CustomerEvent[], by: string) =>
    events.flatMap((event) => (event.type === 'message.sent' && event.actor.kind === by ? [event.data.text] : []))

  test('a customer gets a human and is handed back, and everybody is told', async () => {
    const session = await begin(servers.first.url, botId, 'What is human takeover?')
    const dana = asDana(servers.last.url, session)

    const answers = await eventually('the bot’s answer', async () => {
      const said = texts(await dana.events(), 'bot')
      return said.length > 0 && said
    })
    expect(answers).toHaveLength(1)
    expect(answers[0]?.toLowerCase()).toContain('conversation')

    const refused = await dana.escalate({ email: 'not an address' })
    expect(refused).toMatchObject({ status: 422, body: { code: 'email_invalid' } })
    const escalated = await dana.escalate({ email: 'dana@example.com', note: 'My parcel is lost.' })
    expect(escalated).toMatchObject({ status: 200, body: { state: 'escalated', queue: { position: 1 } } })
    expect((await dana.escalate()).body.state).toBe('escalated')

    const waiting = await ada.get<Page<MemberConversation>>('/api/v1/conversations?state=escalated')
    expect(waiting.body.items.map((one) => one.id)).toEqual([session.id])
    expect(waiting.body.items[0]).toMatchObject({
      customer: { email: 'dana@example.com' },
      escalation: { reason: 'direct_request', note: 'My parcel is lost.' },
      can: { claim: true, reply: false },
    })

    expect(await ben.say(session.id, 'Too early.')).toMatchObject({ status: 409, body: { code: 'not_holder' } })
    expect(await ben.claim(session.id)).toMatchObject({
      status: 200,
      body: { state: 'active', agent: { name: 'Ben' } },
    })
    expect(await ben.claim(session.id)).toMatchObject({ status: 200, body: { agent: { name: 'Ben' } } })
    const lost = await chidi.claim(session.id)
    expect(lost.headers.get('content-type')).toContain('application/problem+json')
    expect(lost).toMatchObject({
      status: 409,
      body: { code: 'already_claimed', claimedBy: { name: 'Ben' }, state: 'active', claimedAt: expect.any(String) },
    })

    expect((await dana.say('Hello, is anybody there?')).status).toBe(201)
    expect((await ben.say(session.id, 'Hello Dana, Ben here.')).status).toBe(201)
    expect(await chidi.say(session.id, 'Me too.')).toMatchObject({ status: 409, body: { code: 'not_holder' } })
    expect((await dana.say('What is human takeover, then?')).status).toBe(201)

    expect(await chidi.handBack(session.id)).toMatchObject({ status: 409, body: { code: 'not_holder' } })
    expect(await ben.handBack(session.id)).toMatchObject({ status: 200, body: { state: 'resolved', agent: null } })
    expect(await ben.handBack(session.id)).toMatchObject({ status: 200, body: { state: 'resolved' } })

    await eventually('the bot answers what was left open', async () => texts(await dana.events(), 'bot').length === 2)
    const log = await dana.events()
    expect(log.map((event) => event.seq)).toEqual(log.map((_, index) => index + 1))
    expect(log.map((event) => event.type)).toEqual([
      'conversation.started',
      'message.sent',
      'message.sent',
      'conversation.escalated',
      'conversation.claimed',
      'message.sent',
      'message.sent',
      'message.sent',
      'conversation.released',
      'message.sent',
    ])

    for (const type of webhookTypes) {
      await eventually(`the webhook ${type}`, async () => receiver.about(session.id, type).length > 0)
      const told = receiver.about(session.id, type)
      expect(told).toHaveLength(1)
      for (const { body, headers } of told) {
        const signed = {
          'webhook-id': String(headers['webhook-id']),
          'webhook-timestamp': String(headers['webhook-timestamp']),
          'webhook-signature': String(headers['webhook-signature']),
        }
        expect(new Webhook(secrets.get(type) ?? '').verify(body, signed)).toMatchObject({ type })
      }
    }
    const [claimed] = receiver.about(session.id, 'conversation.claimed')
    expect(claimed?.payload).toMatchObject({
      apiVersion: '2026-11-01',
      sequence: 5,
      data: {
        conversation: { id: session.id, state: 'active', customer: { email: 'dana@example.com' } },
        agent: { name: 'Ben', email: 'ben@example.com' },
        escalation: { reason: 'direct_request' },
      },
    })

    const mails = await eventually('the mail to the team', async () => {
      const found = readMails(servers.fresh.settings.dataDir).filter((mail) => mail.includes(session.id))
      return found.length > 0 && found
    })
    expect(mails).toHaveLength(1)
    expect(mails[0]).toMatch(/^To: .*ada@example\.com/m)
    expect(mails[0]).toMatch(/^Reply-To: .*dana@example\.com/m)
  })

  test('with takeover off the team is only mailed, nothing is escalated and no webhook fires', async () => {
    await ada.patch(`/api/v1/bots/${botId}`, { humanTakeover: false })
    const session = await begin(servers.first.url, botId, 'I want a person.')
    const dana = asDana(servers.first.url, session)
    await eventually('the bot’s answer', async () => texts(await dana.events(), 'bot').length === 1)
    const answer = await dana.escalate({ email: 'dana@example.com' })
    expect(answer).toMatchObject({ status: 200, body: { state: 'bot' } })
    expect((await dana.escalate({ email: 'dana@example.com' })).status).toBe(200)
    expect(await ben.claim(session.id)).toMatchObject({ status: 409, body: { code: 'not_escalated' } })
    await eventually('the mail', async () =>
      readMails(servers.fresh.settings.dataDir).some((mail) => mail.includes(session.id)),
    )
    const log = await dana.events()
    expect(log.filter((event) => event.type === 'conversation.contact_requested')).toHaveLength(1)
    expect(receiver.about(session.id, 'conversation.escalated')).toEqual([])
    await ada.patch(`/api/v1/bots/${botId}`, { humanTakeover: true })
  })

  test('without the power-up no human is offered, and asking for one is refused', async () => {
    await ada.put(`/api/v1/bots/${botId}/power-ups/talk_to_a_human`, { enabled: false })
    const session = await begin(servers.first.url, botId, 'I want to talk to a human.')
    const dana = asDana(servers.first.url, session)
    const log = await eventually('the bot’s answer', async () => {
      const events = await dana.events()
      return texts(events, 'bot').length === 1 && events
    })
    expect(log.some((event) => event.type === 'message.sent' && event.data.offer !== undefined)).toBe(false)
    expect(await dana.escalate()).toMatchObject({ status: 409, body: { code: 'power_up_missing' } })
    await ada.put(`/api/v1/bots/${botId}/power-ups/talk_to_a_human`, { enabled: true })
  })

  test('a message that is sent again after the holder changed still gets its first answer', async () => {
    const session = await begin(servers.first.url, botId, 'Help')
    const dana = asDana(servers.first.url, session)
    await dana.escalate()
    await ben.claim(session.id)
    const clientId = randomUUID()
    const first = await ben.say(session.id, 'On it.', clientId)
    expect(first.status).toBe(201)
    expect((await ada.act(session.id, 'requeue')).status).toBe(200)
    expect((await chidi.claim(session.id)).status).toBe(200)
    const again = await ben.say(session.id, 'On it.', clientId)
    expect(again.status).toBe(200)
    expect(again.body).toEqual(first.body)
    expect(await ben.say(session.id, 'New.')).toMatchObject({ status: 409, body: { code: 'not_holder' } })
  })
})

/** The mails of the outbox folder, with their transfer encoding undone as far as reading needs it. */
function readMails(dataDir: string): string[] {
  const folder = joinPath(dataDir, 'outbox')
  try {
    const files = readdirSync(folder).filter((name) => name.endsWith('.eml'))
    return files.map((name) => readFileSync(joinPath(folder, name), 'utf8').replace(/=\r?\n/g, ''))
  } catch {
    return []
  }
}
