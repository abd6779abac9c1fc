import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join as joinPath } from 'node:path'
import type { CustomerConversation, MemberConversation, PowerUpCatalogue, Problem } from '@baton/protocol'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { z } from 'zod'
import { begin, call, eventually } from '../support/api.ts'
import { adaOn, demoBot, join, type ServerMember } from '../support/server-team.ts'
import { type Servers, startServers } from '../support/servers.ts'

let servers: Servers
let ada: ServerMember
let botId: string
beforeAll(async () => {
  servers = await startServers('sqlite')
  ada = await adaOn(servers.first.url)
  botId = (await demoBot(ada)).id
})
afterAll(() => servers.close())

const path = () => `/api/v1/bots/${botId}/power-ups`
const leave = (session: { id: string; token: string }, body: object) =>
  call<CustomerConversation & Problem>(servers.first.url, `/api/channel/v1/conversations/${session.id}/lead`, {
    token: session.token,
    body,
  })

test('a bot is given Collect a Lead from the catalogue, with the rights that its addresses need', async () => {
  const { body } = await ada.get<z.infer<typeof PowerUpCatalogue>>('/api/v1/power-ups')
  expect(body.items.map(({ kind }) => kind)).toContain('collect_a_lead')
  const eve = await join(servers.first.url, ada, 'Eve', 'editor')
  expect((await eve.put(`${path()}/collect_a_lead`, { notifyEmails: ['eve@example.com'] })).status).toBe(403)
  expect((await eve.put(`${path()}/collect_a_lead`, { somethingElse: 1 })).status).toBe(400)
  const none = { email: 'off', name: 'off', note: 'off' }
  expect((await eve.put(`${path()}/collect_a_lead`, { ask: none })).status).toBe(400)
  expect((await eve.put(`${path()}/no_such_thing`, {})).status).toBe(404)
  const ask = { email: 'required', name: 'required', note: 'off' }
  const added = await eve.put(`${path()}/collect_a_lead`, { ask })
  expect(added).toMatchObject({ status: 200, body: { enabled: true, notifyEmails: null, ask } })
  const set = await ada.put(`${path()}/collect_a_lead`, { notifyEmails: ['sales@example.com'] })
  expect(set.body).toEqual({ kind: 'collect_a_lead', enabled: true, notifyEmails: ['sales@example.com'], ask })
  const { body: listed } = await ada.get<{ items: { kind: string }[] }>(path())
  expect(listed.items.map(({ kind }) => kind)).toEqual(['talk_to_a_human', 'collect_a_lead'])
})

test('what Dana leaves is kept, shown to the team and mailed to whom the power-up names, once', async () => {
  const session = await begin(servers.first.url, botId, 'I would like to buy it.')
  expect(await leave(session, { email: 'dana@example.com' })).toMatchObject({
    status: 422,
    body: { code: 'lead_incomplete', missing: ['name'] },
  })
  expect(await leave(session, { email: 'dana', name: 'Dana' })).toMatchObject({ body: { code: 'email_invalid' } })
  const left = { email: 'dana@example.com', name: 'Dana Díaz', note: 'not asked for' }
  expect(await leave(session, left)).toMatchObject({ status: 200, body: { state: 'bot' } })
  expect(await leave(session, left)).toMatchObject({ status: 200 })
  const { body } = await ada.get<MemberConversation>(`/api/v1/conversations/${session.id}`)
  expect(body.lead).toMatchObject({ email: 'dana@example.com', name: 'Dana Díaz', note: null })
  const events = await ada.events(session.id)
  expect(events.filter(({ type }) => type === 'conversation.lead_collected')).toHaveLength(1)
  const folder = joinPath(servers.fresh.settings.dataDir, 'outbox')
  const mails = await eventually('the mail', async () => {
    if (!existsSync(folder)) return false
    const all = readdirSync(folder)
      .filter((name) => name.endsWith('.eml'))
      .map((name) => readFileSync(joinPath(folder, name), 'utf8'))
    const found = all.filter((mail) => mail.includes('left contact details'))
    return found.length > 0 && found
  })
  expect(mails).toHaveLength(1)
  expect(mails[0]).toContain('To: sales@example.com')
})

test('where it is off, nothing can be left, and the page is told so', async () => {
  const session = await begin(servers.first.url, botId, 'Hello')
  const look = () => call<{ lead: unknown }>(servers.first.url, `/api/channel/v1/bots/${botId}`)
  expect((await look()).body.lead).toEqual({ email: 'required', name: 'required', note: 'off' })
  expect((await ada.put(`${path()}/collect_a_lead`, { enabled: false })).status).toBe(200)
  expect((await look()).body.lead).toBeNull()
  expect((await leave(session, { email: 'dana@example.com', name: 'Dana' })).body.code).toBe('power_up_missing')
  expect((await ada.remove(`${path()}/collect_a_lead`)).status).toBe(204)
})
