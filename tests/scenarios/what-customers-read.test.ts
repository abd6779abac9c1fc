import type { ListedConversation, Page } from '@baton/protocol'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asDana, begin, call, eventually, newStartKey } from '../support/api.ts'
import { databaseKinds } from '../support/fresh-database.ts'
import { adaOn, demoBot, join, onServer, type ServerMember } from '../support/server-team.ts'
import { type Servers, startServers } from '../support/servers.ts'
import { TestSocket } from '../support/test-socket.ts'

describe.each(databaseKinds)('what customers read besides the log, on %s', (kind) => {
  let servers: Servers
  let ada: ServerMember
  let ben: ServerMember
  let url: string
  let botId: string

  beforeAll(async () => {
    servers = await startServers(kind)
    url = servers.first.url
    ada = await adaOn(url)
    ben = onServer(servers.last.url, await join(url, ada, 'Ben'))
    botId = (await demoBot(ada)).id
  })
  afterAll(() => servers.close())

  const list = (token: string, query = '', bot = botId) =>
    call<Page<ListedConversation>>(url, `/api/channel/v1/bots/${bot}/conversations${query}`, { token })
  const waits = async (answers: boolean) => {
    const session = await begin(url, botId)
    await asDana(url, session).escalate()
    if (answers) expect((await ben.claim(session.id)).status).toBe(200)
    return session
  }

  test('a customer lists their own conversations with the bot, newest activity first, and nobody else’s', async () => {
    const first = await begin(url, botId, 'My first question')
    await begin(url, botId, 'Somebody else’s question')
    const path = `/api/channel/v1/bots/${botId}/conversations`
    const body = { startKey: newStartKey() }
    const second = await call<{ conversation: { id: string }; token: string }>(url, path, { token: first.token, body })
    const dana = asDana(url, { id: second.body.conversation.id, token: second.body.token })
    await dana.escalate()
    await ben.claim(second.body.conversation.id)
    await ben.say(second.body.conversation.id, 'Hello Dana')

    const own = await list(first.token)
    expect(own.status).toBe(200)
    expect(own.body.items.map(({ id }) => id)).toEqual([second.body.conversation.id, first.id])
    expect(own.body.items[0]).toMatchObject({
      state: 'active',
      unread: true,
      lastMessage: { text: 'Hello Dana', by: 'agent', name: 'Ben' },
    })
    expect(own.body.items[1]).toMatchObject({ unread: false })

    const page = await list(first.token, '?limit=1')
    expect(page.body.items).toHaveLength(1)
    const rest = await list(first.token, `?limit=1&cursor=${page.body.nextCursor}`)
    expect(rest.body.items.map(({ id }) => id)).toEqual([first.id])
    expect(rest.body.nextCursor).toBeNull()
    expect((await list(first.token, '', 'another')).status).toBe(401)
    expect((await list('forged')).status).toBe(401)
  })

  test('the agent who holds a conversation is told on as far as they have read; a member who only looks is not', async () => {
    const session = await waits(true)
    const dana = asDana(url, session)
    await dana.say('Hello?')
    const { lastSeq } = (await dana.read()).body
    const socket = await TestSocket.connect(url, { token: session.token })
    await socket.follow(session.id)
    await ada.act(session.id, 'read', { seq: lastSeq })
    expect((await dana.read()).body.seenSeq).toBe(0)
    await ben.act(session.id, 'read', { seq: lastSeq })
    await socket.waitForFrame('seen', ({ seq }) => seq === lastSeq)
    expect(socket.framesOf('seen')).toHaveLength(1)
    expect((await dana.read()).body.seenSeq).toBe(lastSeq)
    await socket.close()
  })

  test('what an agent has seen stays seen: after a transfer, a hand-back, a reload and a lost connection', async () => {
    const session = await waits(true)
    const dana = asDana(url, session)
    await dana.say('Hello?')
    const { lastSeq } = (await dana.read()).body
    const seen = async () => (await dana.read()).body.seenSeq
    await ben.act(session.id, 'read', { seq: lastSeq })
    const memberId = (await ada.get<{ member: { id: string } }>('/api/v1/me')).body.member.id
    expect((await ben.act(session.id, 'transfer', { memberId })).status).toBe(200)
    expect(await seen()).toBe(lastSeq)
    await ben.act(session.id, 'read', { seq: lastSeq + 1 })
    expect(await seen()).toBe(lastSeq)
    await ada.act(session.id, 'read', { seq: lastSeq + 1 })
    expect(await seen()).toBe(lastSeq + 1)
    expect((await ada.handBack(session.id)).status).toBe(200)
    expect(await seen()).toBe(lastSeq + 1)
    const again = await TestSocket.connect(url, { token: session.token })
    await again.follow(session.id)
    expect(await again.waitForFrame('seen')).toMatchObject({ seq: lastSeq + 1 })
    await again.close()
  })

  test('the wait is told once five people were claimed lately, on every way', async () => {
    const quiet = await waits(false)
    const before = (await asDana(url, quiet).read()).body.queue
    expect(before).toEqual({ position: 1 })
    for (let claimed = 0; claimed < 5; claimed += 1) await waits(true)
    const socket = await TestSocket.connect(url, { token: quiet.token })
    await socket.follow(quiet.id)
    const { position, waitFromSeconds, waitSeconds } = await socket.waitForFrame('queue')
    expect({ position, waitFromSeconds, waitSeconds }).toEqual({ position: 1, waitFromSeconds: 0, waitSeconds: 30 })
    await eventually(
      'the summary says so too',
      async () => (await asDana(url, quiet).read()).body.queue?.waitSeconds === 30,
    )
    await socket.close()
  })
})
