import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asDana, begin, call, newStartKey } from '../support/api.ts'
import { databaseKinds, type FreshDatabase, preparedDatabase } from '../support/fresh-database.ts'
import { type ServerProcess, startServerProcess } from '../support/server-process.ts'
import { adaOn, demoBot, type ServerMember } from '../support/server-team.ts'

const NUL = 'a\u0000b'

describe.each(databaseKinds)('values that a database cannot keep or compare, on %s', (kind) => {
  let database: FreshDatabase
  let server: ServerProcess
  let ada: ServerMember
  let botId: string

  beforeAll(async () => {
    database = await preparedDatabase(kind)
    const { dataDir, databaseUrl } = database.settings
    server = await startServerProcess({ DATA_DIR: dataDir, ...(databaseUrl && { DATABASE_URL: databaseUrl }) })
    ada = await adaOn(server.url)
    botId = (await demoBot(ada)).id
  })
  afterAll(async () => {
    await server?.kill()
    await database?.remove()
  })

  test.each([
    '/api/v1/bots/a%00b',
    '/api/v1/conversations/a%00b',
    '/api/v1/conversations/a%00b/events',
    '/api/channel/v1/bots/a%00b',
    '/api/channel/v1/conversations/a%00b',
    '/avatars/a%00b/1',
    '/b/a%00b',
    '/b/a%00b/embed',
    '/demo/a%00b',
  ])('an id with NUL in it is nobody’s: %s', async (path) => {
    const answer = await call(server.url, path, { cookie: ada.cookie })
    expect(answer).toMatchObject({ status: 404, body: { code: 'not_found' } })
  })

  test('NUL is refused wherever a member types something, and the place is named', async () => {
    const refused = (path: string) => ({ status: 400, body: { code: 'invalid_request', issues: [{ path }] } })
    expect(await ada.post('/api/v1/bots', { name: NUL })).toMatchObject(refused('body/name'))
    const keywords = ['fine', NUL]
    expect(await ada.patch(`/api/v1/bots/${botId}`, { keywords })).toMatchObject(refused('body/keywords/1'))
    expect(await ada.patch('/api/v1/me', { name: NUL })).toMatchObject(refused('body/name'))
    expect(await ada.post('/api/v1/api-keys', { name: NUL, role: 'viewer' })).toMatchObject(refused('body/name'))
    expect(await ada.get('/api/v1/conversations?botId=a%00b')).toMatchObject(refused('querystring/botId'))
    expect(await ada.get('/api/v1/conversations?q=a%00b')).toMatchObject(refused('querystring/q'))
    const page = { url: 'https://example.com', title: NUL }
    const start = { body: { startKey: newStartKey(), page } }
    expect(await call(server.url, `/api/channel/v1/bots/${botId}/conversations`, start)).toMatchObject(
      refused('body/page/title'),
    )
  })

  test('a number that no event has reads nothing after it, and everything before it', async () => {
    const session = await begin(server.url, botId)
    const path = `/api/v1/conversations/${session.id}/events`
    for (const seq of [3_000_000_000, Number.MAX_SAFE_INTEGER]) {
      expect(await ada.get(`${path}?after=${seq}`)).toMatchObject({ status: 200, body: { items: [], lastSeq: 1 } })
      expect(await ada.get(`${path}?before=${seq}`)).toMatchObject({ status: 200, body: { items: [{ seq: 1 }] } })
    }
  })

  test.each([[[1e300, 'x']], [[1.5, 'x']], [[1, NUL]], [['x', 1]], ['x']])(
    'the made-up cursor %j breaks no list',
    async (of) => {
      const cursor = Buffer.from(JSON.stringify(of)).toString('base64url')
      for (const list of ['bots', 'conversations', 'api-keys', 'team/members', 'team/invitations', 'outbox/jobs']) {
        expect((await ada.get(`/api/v1/${list}?cursor=${cursor}`)).status, list).toBe(200)
      }
    },
  )

  test('a search parameter without a value is one that was not given', async () => {
    const all = await ada.get('/api/v1/conversations?state=&botId=&mine=&q=&cursor=&limit=')
    expect(all).toMatchObject({ status: 200, body: { items: expect.any(Array), nextCursor: null } })
    const session = await begin(server.url, botId)
    const events = await ada.get(`/api/v1/conversations/${session.id}/events?after=0&before=&limit=`)
    expect(events).toMatchObject({ status: 200, body: { items: [{ seq: 1 }] } })
  })

  test('an address is refused as one, however long it is', async () => {
    const session = await begin(server.url, botId)
    const answer = await asDana(server.url, session).escalate({ email: `${'d'.repeat(5_000)}@example.com` })
    expect(answer).toMatchObject({ status: 422, body: { code: 'email_invalid', state: 'bot' } })
  })
})
