import { closeCodes } from '@baton/protocol'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asDana, begin, call, eventually } from '../support/api.ts'
import { databaseKinds } from '../support/fresh-database.ts'
import { startServerProcess } from '../support/server-process.ts'
import { adaOn, demoBot, join, onServer, type ServerMember } from '../support/server-team.ts'
import { type Servers, startServers } from '../support/servers.ts'
import { TestSocket } from '../support/test-socket.ts'

// The gateway in its real surroundings: HTTP, cookies, tokens, the database, and on PostgreSQL two server processes.

describe.each(databaseKinds)('real sockets on %s', (kind) => {
  let servers: Servers
  let ada: ServerMember
  let ben: ServerMember
  let botId: string

  beforeAll(async () => {
    servers = await startServers(kind)
    ada = await adaOn(servers.first.url)
    ben = await join(servers.first.url, ada, 'Ben')
    botId = (await demoBot(ada)).id
  })
  afterAll(() => servers.close())

  /** Dana on the first server, a member on the last. */
  async function scene(member = ben) {
    const session = await begin(servers.first.url, botId, 'Where is my parcel?')
    const page = await TestSocket.connect(servers.first.url, { token: session.token })
    const desk = await TestSocket.connect(servers.last.url, { cookie: member.cookie })
    const [danas, bens] = [await page.follow(session.id), await desk.follow(session.id)]
    const close = () => Promise.all([page.close(), desk.close()])
    return { session, page, desk, danas, bens, dana: asDana(servers.first.url, session), close }
  }

  test('PR7: escalate, claim, answer and hand back reach both sides as they happen, in one order', async () => {
    const { session, page, desk, danas, bens, dana, close } = await scene()
    desk.send({ t: 'follow_inbox' })
    await eventually('the bot has answered', async () => danas.texts.length >= 2)
    await dana.escalate()
    await page.waitForFrame('queue', ({ position }) => position === 1)
    const onLast = onServer(servers.last.url, ben)
    expect((await onLast.claim(session.id)).status).toBe(200)
    await onLast.say(session.id, 'I have found it.')
    await dana.say('Thank you!')
    await onLast.handBack(session.id, { botAnswers: false })
    const [seen, all] = await Promise.all([dana.events(), ben.events(session.id)])
    const last = all.at(-1)?.seq ?? 0
    await Promise.all([danas.waitForSeq(last), bens.waitForSeq(last)])
    expect(danas.events.slice(0, last)).toEqual(seen.slice(0, last))
    expect(bens.events.slice(0, last)).toEqual(all)
    await desk.waitForFrame(
      'inbox',
      ({ conversation }) => conversation.id === session.id && conversation.state === 'resolved',
    )
    await close()
  })

  test('PR19, PR21: a reply of the bot is shown as it is written, on the other server too', async () => {
    const { page, desk, danas, dana, close } = await scene()
    await eventually('the first answer', async () => danas.texts.length >= 2)
    await dana.say('How does human takeover work, step by step?')
    await eventually('the second answer', async () => danas.texts.length >= 4, 20_000)
    const answer = danas.events.at(-1)
    if (answer?.type !== 'message.sent') throw new Error('the last event is no message')
    for (const socket of [page, desk]) {
      await socket.waitForFrame('event', ({ event }) => event.seq === answer.seq)
      const pieces = socket.framesOf('drafting').filter(({ clientId }) => clientId === answer.clientId)
      expect(pieces.length).toBeGreaterThan(1)
      const written = pieces.reduce((text, piece) => text.slice(0, piece.offset) + piece.text, '')
      expect(written.trim()).toBe(answer.data.text)
    }
    await close()
  })

  test('PR22, PR23: typing and presence cross the servers', async () => {
    const { session, page, desk } = await scene()
    const conversation = session.id
    page.send({ t: 'typing', conversation, on: true })
    await desk.waitForFrame('typing', ({ actor, on }) => actor.kind === 'customer' && on)
    await desk.waitForFrame('presence', ({ customerOnline }) => customerOnline)
    desk.send({ t: 'typing', conversation, on: true })
    desk.send({ t: 'ping' })
    await desk.waitForFrame('pong')
    expect(page.framesOf('typing')).toEqual([])
    const from = desk.frames.length
    await page.close()
    await desk.waitFor((frame) => frame.t === 'presence' && !frame.customerOnline && desk.frames.indexOf(frame) >= from)
    await desk.close()
  })

  test('PR13: nobody follows what is not theirs', async () => {
    const { session, close } = await scene()
    const other = await begin(servers.first.url, botId, 'I am somebody else.')
    const page = await TestSocket.connect(servers.last.url, { token: other.token })
    const answers = []
    for (const conversation of [session.id, 'nothing', 'a\u0000b']) {
      const from = page.frames.length
      page.send({ t: 'follow', conversation, after: 0 })
      answers.push(await page.waitFor((frame) => frame.t === 'error' && page.frames.indexOf(frame) >= from))
    }
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect(answers[0]).toMatchObject({ code: 'not_found' })
    await Promise.all([page.close(), close()])
  })

  test('PR17: whoever is removed, or signs out, is closed within a second on every server', async () => {
    const chidi = await join(servers.first.url, ada, `Chidi of ${kind}`)
    const { body: me } = await chidi.get<{ member: { id: string } }>('/api/v1/me')
    const sockets = await Promise.all(servers.all.map(({ url }) => TestSocket.connect(url, { cookie: chidi.cookie })))
    const began = Date.now()
    expect((await ada.remove(`/api/v1/team/members/${me.member.id}`)).status).toBeLessThan(300)
    for (const socket of sockets) expect((await socket.closed).code).toBe(closeCodes.access_ended)
    expect(Date.now() - began).toBeLessThan(1_500)

    const eve = await join(servers.first.url, ada, `Eve of ${kind}`, 'viewer')
    const eves = await Promise.all(servers.all.map(({ url }) => TestSocket.connect(url, { cookie: eve.cookie })))
    const headers = { origin: servers.first.url }
    expect(
      (await call(servers.first.url, '/api/auth/sign-out', { cookie: eve.cookie, body: {}, headers })).status,
    ).toBe(200)
    for (const socket of eves) expect((await socket.closed).code).toBe(closeCodes.access_ended)
  })

  test('PR31: a poll is held until something happens on the other server', async () => {
    const { session, danas, bens, close } = await scene()
    await eventually('the bot has answered', async () => bens.texts.length >= 2)
    const after = danas.lastSeq
    const path = `/api/channel/v1/conversations/${session.id}/events?after=${after}&wait=20`
    const began = Date.now()
    const poll = call<{ items: { seq: number }[] }>(servers.last.url, path, { token: session.token })
    setTimeout(() => void asDana(servers.first.url, session).say('Anybody?'), 500)
    expect((await poll).body.items.map(({ seq }) => seq)).toEqual([after + 1])
    expect(Date.now() - began).toBeLessThan(5_000)
    await close()
  })

  const ends = [
    ['stopped', closeCodes.going_away],
    ['killed', 1006],
  ] as const
  test.each(ends)('PR29, PR9: when a server is %s its sockets come back and miss nothing', async (how, code) => {
    const session = await begin(servers.all[0]?.url ?? '', botId, 'Where is my parcel?')
    // On SQLite a second server cannot open the same database: the only one ends, and starts again.
    const doomed = kind === 'sqlite' ? servers.all[0] : await startServerProcess(servers.env)
    if (doomed === undefined) throw new Error('there is no server')
    const page = await TestSocket.connect(doomed.url, { token: session.token })
    const log = await page.follow(session.id)
    await eventually('the bot has answered', async () => log.texts.length >= 2)
    const ended = how === 'stopped' ? doomed.stop() : doomed.kill()
    expect((await page.closed).code).toBe(code)
    await ended
    if (kind === 'sqlite') servers.all[0] = await startServerProcess({ ...servers.env, PORT: String(doomed.port) })
    const url = servers.all[0]?.url ?? ''
    await asDana(url, session).say('Are you back?')
    const back = await TestSocket.connect(url, { token: session.token })
    const missed = await back.follow(session.id, log.lastSeq)
    const question = { seq: log.lastSeq + 1, type: 'message.sent', data: { text: 'Are you back?' } }
    expect(missed.events[0]).toMatchObject(question)
    await back.close()
  })
})
