import type { Member, Page } from '@baton/protocol'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asDana, asMember, begin, eventually } from '../support/api.ts'
import { databaseKinds } from '../support/fresh-database.ts'
import { adaOn, demoBot, join, onServer, type ServerMember } from '../support/server-team.ts'
import { type Servers, startServers } from '../support/servers.ts'
import { TestSocket } from '../support/test-socket.ts'

describe.each(databaseKinds)('rights that are taken away end at once on %s', (kind) => {
  let servers: Servers
  let ada: ServerMember
  let botId: string
  beforeAll(async () => {
    servers = await startServers(kind)
    ada = await adaOn(servers.first.url)
    botId = (await demoBot(ada)).id
  })
  afterAll(() => servers.close())

  const idOf = async (name: string) => {
    const { body } = await ada.get<Page<Member>>('/api/v1/team/members')
    return body.items.find((member) => member.name === name)?.id ?? ''
  }
  /** On the other server, where there is one, with a socket that follows and a conversation that is held. */
  const holding = async (name: string) => {
    const member = onServer(servers.last.url, await join(servers.first.url, ada, name))
    const session = await begin(servers.first.url, botId, 'Help')
    await asDana(servers.first.url, session).escalate()
    expect((await member.claim(session.id)).status).toBe(200)
    const socket = await TestSocket.connect(servers.last.url, { cookie: member.cookie, origin: servers.last.url })
    await socket.follow(session.id, 0)
    return { member, session, socket, id: await idOf(name) }
  }

  test('a removed member is signed out, cut off within a second, and holds nothing', async () => {
    const { member, session, socket, id } = await holding('Gone')
    expect((await ada.remove(`/api/v1/team/members/${id}`)).status).toBeLessThan(300)
    const cut = await Promise.race([socket.closed, new Promise((late) => setTimeout(late, 1_000, 'late'))])
    expect(cut).toMatchObject({ code: 4103 })
    expect((await member.get('/api/v1/me')).status).toBe(401)
    expect((await member.say(session.id, 'Still here?')).status).toBe(401)
    const read = await asDana(servers.first.url, session).read()
    expect(read.body).toMatchObject({ state: 'escalated', agent: null })
  })

  test('a member who becomes a viewer may read on but not answer, and holds nothing', async () => {
    const { member, session, id } = await holding('Lower')
    expect((await ada.patch(`/api/v1/team/members/${id}`, { role: 'viewer' })).status).toBe(200)
    expect(await member.say(session.id, 'One more.')).toMatchObject({ status: 403, body: { code: 'forbidden' } })
    expect((await member.get(`/api/v1/conversations/${session.id}`)).status).toBe(200)
    expect((await asDana(servers.first.url, session).read()).body.state).toBe('escalated')
  })

  test('an API key dies with its deletion, on the socket too, and is never stronger than its maker', async () => {
    const made = await ada.post<{ id: string; key: string }>('/api/v1/api-keys', { name: 'CRM', role: 'responder' })
    expect(made.status).toBe(201)
    expect(made.body.key).toMatch(/^bat_/)
    const program = asMember(servers.last.url, { token: made.body.key })
    expect((await program.get('/api/v1/conversations')).status).toBe(200)
    expect((await program.post('/api/v1/bots', { name: 'No' })).status).toBe(403)
    const socket = await TestSocket.connect(servers.last.url, { token: made.body.key })
    expect((await ada.remove(`/api/v1/api-keys/${made.body.id}`)).status).toBeLessThan(300)
    expect((await program.get('/api/v1/conversations')).status).toBe(401)
    expect(await Promise.race([socket.closed, new Promise((late) => setTimeout(late, 1_000, 'late'))])).toMatchObject({
      code: 4103,
    })
  })

  test('signing out ends the session and its sockets', async () => {
    const member = await join(servers.first.url, ada, 'Leaver')
    const socket = await TestSocket.connect(servers.first.url, { cookie: member.cookie, origin: servers.first.url })
    expect((await member.post('/api/auth/sign-out', {})).status).toBe(200)
    expect((await member.get('/api/v1/me')).status).toBe(401)
    expect(await Promise.race([socket.closed, new Promise((late) => setTimeout(late, 1_000, 'late'))])).toMatchObject({
      code: 4103,
    })
  })

  test('a bot that is deleted asks first, then closes its conversations and tells both sides', async () => {
    const bot = await ada.post<{ id: string }>('/api/v1/bots', { name: 'Short-lived', humanTakeover: true })
    await ada.put(`/api/v1/bots/${bot.body.id}/power-ups/talk_to_a_human`, { enabled: true })
    const session = await begin(servers.first.url, bot.body.id, 'Help')
    const dana = asDana(servers.first.url, session)
    await dana.escalate()
    await ada.claim(session.id)
    const asked = await ada.remove<{ code: string }>(`/api/v1/bots/${bot.body.id}`)
    expect(asked).toMatchObject({ status: 409, body: { code: 'conversations_open' } })
    expect((await ada.remove(`/api/v1/bots/${bot.body.id}?confirm=true`)).status).toBe(204)
    await eventually('the end', async () => (await dana.read()).body.state === 'closed')
    expect((await dana.events()).at(-1)).toMatchObject({ type: 'conversation.closed', data: { cause: 'bot_deleted' } })
    expect(await dana.say('Hello?')).toMatchObject({ status: 409, body: { code: 'conversation_closed' } })
    expect((await ada.get(`/api/v1/conversations/${session.id}`)).status).toBe(200)
  })
})
