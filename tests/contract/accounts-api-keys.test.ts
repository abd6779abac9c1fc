import type { ApiKey, CreatedApiKey, Me, Page } from '@baton/protocol'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { databaseKinds } from '../support/fresh-database.ts'
import { type AccountServer, ask, newTeam, openServers, type Person } from './accounts-scene.ts'

const path = '/api/v1/api-keys'

describe.each(databaseKinds)('API keys on %s', (kind) => {
  let server: AccountServer
  let other: AccountServer
  let close: () => Promise<void>

  beforeAll(async () => {
    const opened = await openServers(kind)
    server = opened.first
    other = opened.last
    close = opened.close
  })
  afterAll(() => close())

  const make = async (by: Person, role: string, name = 'CRM') =>
    (await by.post<CreatedApiKey>(path, { name, role })).body
  const list = async (by: Person) => (await by.get<Page<ApiKey>>(path)).body.items
  const me = (key: string, more = {}, at = server) =>
    ask<Me>(at, 'GET', '/api/v1/me', { authorization: `Bearer ${key}`, ...more })

  test('a key is answered once, kept as a hash and a prefix, and listed without its text', async () => {
    const { ada } = await newTeam(server)
    const made = await ada.post<CreatedApiKey>(path, { name: 'CRM', role: 'responder' })
    expect(made.status).toBe(201)
    const { key, ...shown } = made.body
    expect(key).toMatch(/^bat_[\w-]{43}$/)
    expect(shown).toMatchObject({
      name: 'CRM',
      role: 'responder',
      prefix: key.slice(0, 12),
      memberId: ada.memberId,
      lastUsedAt: null,
    })
    expect(await list(ada)).toEqual([shown])
    const rows = await server.database.db.selectFrom('api_keys').selectAll().execute()
    expect(JSON.stringify(rows)).not.toContain(key)
  })

  test('it acts as its maker with the rights of both roles, on every server', async () => {
    const { ada, teamId } = await newTeam(server)
    const { key } = await make(ada, 'responder')
    for (const at of [server, other]) {
      const known = await me(key, {}, at)
      expect(known.body.member).toMatchObject({ id: ada.memberId, name: 'Ada' })
      expect(known.body.team.id).toBe(teamId)
      expect(known.body.can).toMatchObject({ claim: true, manageBots: false, manageApiKeys: false })
      expect(known.cookies).toEqual([])
    }
  })

  test('a bearer wins over a cookie, even when it is worth nothing; another scheme leaves the cookie', async () => {
    const { ada, join } = await newTeam(server)
    const ben = await join('Ben', 'admin')
    const { key } = await make(ben, 'viewer')
    expect((await me(key, { cookie: ada.cookie })).body.member.id).toBe(ben.memberId)
    for (const worthless of ['bat_unknown', 'something-else', `${key}x`]) {
      expect((await me(worthless, { cookie: ada.cookie })).status).toBe(401)
    }
    const basic = await ask<Me>(server, 'GET', '/api/v1/me', { authorization: 'Basic YTpi', cookie: ada.cookie })
    expect(basic.body.member.id).toBe(ada.memberId)
  })

  test('a key weakens with its maker', async () => {
    const { ada, join } = await newTeam(server)
    const ben = await join('Ben', 'admin')
    const { key } = await make(ben, 'admin')
    expect((await me(key)).body.can.manageBots).toBe(true)
    await ada.patch(`/api/v1/team/members/${ben.memberId}`, { role: 'responder' })
    expect((await me(key)).body.can).toMatchObject({ claim: true, manageBots: false })
  })

  test('nobody makes a key that may more than they may', async () => {
    const { ada, join } = await newTeam(server)
    const admin = await join('Eve', 'admin')
    const tooStrong = await admin.post(path, { name: 'CRM', role: 'owner' })
    expect([tooStrong.status, tooStrong.body.code]).toEqual([403, 'key_role_too_strong'])
    expect((await admin.post(path, { name: 'CRM', role: 'admin' })).status).toBe(201)
    // Nor by a key of an owner that is itself weaker.
    const { key } = await make(ada, 'admin')
    const byKey = (role: string) =>
      ask<CreatedApiKey>(server, 'POST', path, { authorization: `Bearer ${key}`, body: { name: 'CRM', role } })
    expect((await byKey('owner')).status).toBe(403)
    expect((await byKey('editor')).body.memberId).toBe(ada.memberId)
  })

  test('a revoked key stops at the next request, and says so; revoked again it is not found', async () => {
    const { ada } = await newTeam(server)
    const { key, id } = await make(ada, 'admin')
    expect((await me(key, {}, other)).status).toBe(200)
    expect((await ada.remove(`${path}/${id}`)).status).toBe(204)
    for (const at of [server, other]) expect((await me(key, {}, at)).status).toBe(401)
    expect(server.ended).toContainEqual({ keyId: id })
    expect(await list(ada)).toEqual([])
    expect((await ada.remove(`${path}/${id}`)).status).toBe(404)
  })

  test('its last use is kept to the minute', async () => {
    const { ada } = await newTeam(server)
    const { key } = await make(ada, 'viewer')
    const lastUsed = async () => (await list(ada))[0]?.lastUsedAt ?? null
    const first = (await me(key)) && (await lastUsed())
    expect(Math.abs(Date.parse(first ?? '') - Date.now())).toBeLessThan(10_000)
    server.clock.ahead = 30_000
    const soon = (await me(key)) && (await lastUsed())
    server.clock.ahead = 61_000
    const later = (await me(key)) && (await lastUsed())
    server.clock.ahead = 0
    expect(soon).toBe(first)
    expect(Date.parse(later ?? '')).toBeGreaterThanOrEqual(Date.parse(first ?? '') + 60_000)
  })

  test.each(['editor', 'responder', 'viewer'] as const)(
    'a member of role %s makes, lists and revokes none',
    async (role) => {
      const { ada, join } = await newTeam(server)
      const ben = await join('Ben', role)
      const { id } = await make(ada, 'viewer')
      const refused = [
        await ben.post(path, { name: 'CRM', role: 'viewer' }),
        await ben.get(path),
        await ben.remove(`${path}/${id}`),
      ]
      for (const answer of refused) expect([answer.status, answer.body.code]).toEqual([403, 'forbidden'])
    },
  )

  test('keys of another team are not there', async () => {
    const [one, two] = [await newTeam(server), await newTeam(server)]
    const { key, id } = await make(one.ada, 'viewer')
    expect((await two.ada.remove(`${path}/${id}`)).status).toBe(404)
    expect(await list(two.ada)).toEqual([])
    expect((await me(key)).status).toBe(200)
  })

  test.each([
    ['no name', { name: ' ', role: 'viewer' }],
    ['an unknown role', { name: 'CRM', role: 'root' }],
    ['an unknown key', { name: 'CRM', role: 'viewer', scope: '*' }],
  ])('a key with %s is 400', async (_what, body) => {
    const { ada } = await newTeam(server)
    expect((await ada.post(path, body)).body.code).toBe('invalid_request')
  })

  test('a maker removed at the same moment leaves no key behind that works', async () => {
    const { ada, join } = await newTeam(server)
    const ben = await join('Ben', 'admin')
    const [made] = await Promise.all([
      ask<CreatedApiKey>(other, 'POST', path, { cookie: ben.cookie, body: { name: 'CRM', role: 'admin' } }),
      ada.remove(`/api/v1/team/members/${ben.memberId}`),
    ])
    if (made.status === 201) expect((await me(made.body.key)).status).toBe(401)
    else expect([401, 403]).toContain(made.status)
    expect(await list(ada)).toEqual([])
  })

  test('the list comes in pages, each key once', async () => {
    const { ada } = await newTeam(server)
    for (const name of ['one', 'two', 'three']) await make(ada, 'viewer', name)
    const first = (await ada.get<Page<ApiKey>>(`${path}?limit=2`)).body
    const second = (await ada.get<Page<ApiKey>>(`${path}?limit=2&cursor=${first.nextCursor}`)).body
    expect([first.items.length, second.items.length, second.nextCursor]).toEqual([2, 1, null])
    expect([...first.items, ...second.items].map(({ name }) => name).sort()).toEqual(['one', 'three', 'two'])
  })
})
