import type { Me } from '@baton/protocol'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { libraryFormat, toMillis, withCredentials } from '../../apps/server/src/accounts/credential-tables.ts'
import { databaseKinds } from '../support/fresh-database.ts'
import { type AccountServer, ask, jar, newTeam, openServers, password, signIn, tokenOf } from './accounts-scene.ts'

describe.each(databaseKinds)('signing in on %s', (kind) => {
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

  const signInAs = (email: string, secret: string, more = {}) =>
    ask(server, 'POST', '/api/auth/sign-in/email', { body: { email, password: secret }, ...more })
  const me = (cookie: string, at = server) => ask<Me>(at, 'GET', '/api/v1/me', { cookie })

  test('Ada signs in without an Origin, and every server knows her by the cookie', async () => {
    const { ada, teamId, teamName } = await newTeam(server)
    const answer = await signInAs(ada.email, password)
    expect(answer.status).toBe(200)
    for (const at of [server, other]) {
      const known = await me(jar(answer.cookies), at)
      expect(known.status).toBe(200)
      expect(known.body.member).toEqual({
        id: ada.memberId,
        name: 'Ada',
        email: ada.email,
        role: 'owner',
        avatarUrl: null,
      })
      expect(known.body.team).toEqual({ id: teamId, name: teamName })
      expect(Object.values(known.body.can)).not.toContain(false)
    }
  })

  test('the session cookie is http-only and lax, and not secure on plain http', async () => {
    const { ada } = await newTeam(server)
    const [cookie = ''] = (await signInAs(ada.email, password)).cookies
    expect(cookie).toMatch(/^baton\.session_token=/)
    expect(cookie).toMatch(/HttpOnly/i)
    expect(cookie).toMatch(/SameSite=Lax/i)
    expect(cookie).not.toMatch(/Secure/i)
  })

  test('the address is known in any spelling of its letters', async () => {
    const { ada } = await newTeam(server)
    expect((await signInAs(ada.email.toUpperCase(), password)).status).toBe(200)
  })

  test.each([
    ['a wrong password', (email: string) => [email, 'wrong horse battery']],
    ['an address without an account', () => ['nobody@example.com', password]],
  ])('%s is 401 invalid_credentials', async (_what, given) => {
    const { ada } = await newTeam(server)
    const [email = '', secret = ''] = given(ada.email)
    const answer = await signInAs(email, secret)
    expect(answer.status).toBe(401)
    expect(answer.headers['content-type']).toMatch('application/problem+json')
    expect(answer.body.code).toBe('invalid_credentials')
    expect(answer.cookies).toEqual([])
  })

  test('an unknown key in the body is 400', async () => {
    const answer = await ask(server, 'POST', '/api/auth/sign-in/email', {
      body: { email: 'ada@example.com', password, callbackURL: 'https://evil.example' },
    })
    expect([answer.status, answer.body.code]).toEqual([400, 'invalid_request'])
  })

  test.each(['http://localhost:4100', 'http://127.0.0.1:4100', 'http://[::1]:4100'])(
    'the origin %s may sign in',
    async (origin) => {
      const { ada } = await newTeam(server)
      expect((await signInAs(ada.email, password, { origin, cookie: 'other=1' })).status).toBe(200)
    },
  )

  test.each(['https://evil.example', 'null', 'http://localhost:4101'])(
    'the origin %s may not sign in or out',
    async (origin) => {
      const { ada } = await newTeam(server)
      const refused = await signInAs(ada.email, password, { origin })
      expect([refused.status, refused.body.code]).toEqual([403, 'origin_refused'])
      const out = await ask(server, 'POST', '/api/auth/sign-out', { cookie: ada.cookie, origin, body: {} })
      expect(out.status).toBe(403)
      expect((await me(ada.cookie)).status).toBe(200)
    },
  )

  test('signing out without an Origin and without a body ends the session everywhere, and says so', async () => {
    const { ada } = await newTeam(server)
    const { body } = await ask<{ session: { id: string } }>(server, 'GET', '/api/auth/get-session', ada)
    const answer = await ask(server, 'POST', '/api/auth/sign-out', { cookie: ada.cookie })
    expect(answer.status).toBe(200)
    for (const at of [server, other]) expect((await me(ada.cookie, at)).status).toBe(401)
    expect(server.ended).toContainEqual({ sessionId: body.session.id })
  })

  test('a cookie with a forged signature, or with a token alone, is nobody', async () => {
    const { ada } = await newTeam(server)
    const forged = ada.cookie.replace(/\.([^.]{4})([^.]*)$/, '.AAAA$2')
    expect(forged).not.toBe(ada.cookie)
    expect((await me(forged)).status).toBe(401)
    expect((await me(ada.cookie.replace(/\.[^.]*$/, ''))).status).toBe(401)
  })

  test('a session ends by itself after its time', async () => {
    const { ada } = await newTeam(server)
    server.clock.ahead = 15 * 24 * 60 * 60 * 1000
    const late = await me(ada.cookie)
    server.clock.ahead = 0
    expect(late.status).toBe(401)
    expect((await me(ada.cookie)).status).toBe(200)
  })

  test('a session that is used is prolonged, and its new cookie comes with the next page', async () => {
    const { ada } = await newTeam(server)
    expect((await me(ada.cookie)).cookies).toEqual([])
    const day = 24 * 60 * 60 * 1000
    const two = libraryFormat(kind, Date.now() + 12 * day).time
    const db = withCredentials(server.database)
    await db
      .updateTable('session')
      .set({ expiresAt: two })
      .where('userId', '=', await userOf(ada))
      .execute()
    const prolonged = await me(ada.cookie)
    expect(jar(prolonged.cookies)).toBe(ada.cookie)
    const row = await db
      .selectFrom('session')
      .select('expiresAt')
      .where('userId', '=', await userOf(ada))
      .executeTakeFirstOrThrow()
    expect(toMillis(row.expiresAt)).toBeGreaterThan(Date.now() + 13.9 * day)
  })

  const userOf = async ({ memberId }: { memberId: string }) =>
    (
      await server.database.db
        .selectFrom('members')
        .select('user_id')
        .where('id', '=', memberId)
        .executeTakeFirstOrThrow()
    ).user_id

  test('expired sessions are removed, living ones stay', async () => {
    const { ada } = await newTeam(server)
    const { body } = await ask<{ session: { id: string } }>(server, 'GET', '/api/auth/get-session', ada)
    expect(await server.accounts.credentials.removeExpired()).toBe(0)
    server.clock.ahead = 15 * 24 * 60 * 60 * 1000
    const removed = await server.accounts.credentials.removeExpired()
    server.clock.ahead = 0
    expect(removed).toBeGreaterThan(0)
    expect(server.ended).toContainEqual({ sessionId: body.session.id })
    expect((await me(ada.cookie)).status).toBe(401)
  })

  test.each([
    ['POST', '/api/auth/sign-up/email'],
    ['POST', '/api/auth/delete-user'],
    ['POST', '/api/auth/update-user'],
    ['POST', '/api/auth/change-email'],
    ['GET', '/api/auth/reset-password/some-token'],
    ['GET', '/api/auth/ok'],
    ['GET', '/api/auth/list-accounts'],
    ['POST', '/api/auth/two-factor/enable'],
    ['POST', '/api/auth//sign-up/email'],
  ] as const)('%s %s is not there', async (method, path) => {
    const body = { name: 'Mallory', email: 'mallory@example.com', password }
    const answer = await ask(server, method, path, method === 'POST' ? { body } : {})
    expect([answer.status, answer.body.code]).toEqual([404, 'not_found'])
  })

  test('changing the password ends the other sessions and goes on under a new cookie', async () => {
    const { ada } = await newTeam(server)
    const elsewhere = await signIn(other, ada.email)
    const change = { currentPassword: password, newPassword: 'another horse battery' }
    const answer = await ada.post('/api/auth/change-password', change)
    expect(answer.status).toBe(200)
    expect((await me(elsewhere)).status).toBe(401)
    expect((await me(ada.cookie)).status).toBe(401)
    expect((await me(jar(answer.cookies))).status).toBe(200)
    expect((await signInAs(ada.email, password)).status).toBe(401)
    expect((await signInAs(ada.email, change.newPassword)).status).toBe(200)
  })

  test('a wrong current password and a short new one are refused, and change nothing', async () => {
    const { ada } = await newTeam(server)
    const wrong = await ada.post('/api/auth/change-password', { currentPassword: 'no', newPassword: 'long enough now' })
    expect([wrong.status, wrong.body.code]).toEqual([400, 'wrong_password'])
    const short = await ada.post('/api/auth/change-password', { currentPassword: password, newPassword: 'short' })
    expect([short.status, short.body.code]).toEqual([400, 'invalid_request'])
    expect((await ada.get('/api/v1/me')).status).toBe(200)
  })

  test('Ada sees her sessions and ends one of them, then all others; not those of another', async () => {
    const { ada, join } = await newTeam(server)
    const ben = await join('Ben', 'responder')
    const phone = await signIn(server, ada.email)
    await signIn(server, ada.email)
    const list = async () => (await ada.get<{ id: string; token: string }[]>('/api/auth/list-sessions')).body
    expect(await list()).toHaveLength(3)
    const phones = (await list()).find((session) => phone.includes(session.token))
    const [bens] = (await ben.get<{ token: string }[]>('/api/auth/list-sessions')).body
    await ada.post('/api/auth/revoke-session', { token: bens?.token })
    expect((await me(ben.cookie)).status).toBe(200)
    expect((await ada.post('/api/auth/revoke-session', { token: phones?.token })).status).toBe(200)
    expect((await me(phone)).status).toBe(401)
    expect(server.ended).toContainEqual({ sessionId: phones?.id })
    expect((await ada.post('/api/auth/revoke-other-sessions')).status).toBe(200)
    expect(await list()).toHaveLength(1)
    expect((await me(ada.cookie)).status).toBe(200)
  })

  test('nobody without a session reaches what belongs to sessions', async () => {
    const { ada } = await newTeam(server)
    const { body } = await ada.post<{ key: string }>('/api/v1/api-keys', { name: 'CRM', role: 'owner' })
    for (const path of ['/api/auth/revoke-other-sessions', '/api/auth/revoke-session']) {
      const asked = { token: 'x' }
      const given = path.endsWith('session') ? { body: asked } : {}
      expect((await ask(server, 'POST', path, given)).status).toBe(401)
      const byKey = await ask(server, 'POST', path, {
        authorization: `Bearer ${body.key}`,
        cookie: ada.cookie,
        ...given,
      })
      expect([byKey.status, byKey.body.code]).toEqual([403, 'session_required'])
    }
    expect((await ask(server, 'GET', '/api/auth/get-session')).body).toBeNull()
  })

  test('a password reset works once, ends every session and says so', async () => {
    const { ada } = await newTeam(server)
    const { body } = await ask<{ session: { id: string } }>(server, 'GET', '/api/auth/get-session', ada)
    const asked = await ask(server, 'POST', '/api/auth/request-password-reset', {
      body: { email: ada.email.toUpperCase(), redirectTo: '/reset-password' },
    })
    expect(asked.status).toBe(200)
    const mail = server.mails.find(({ to }) => to === ada.email)
    expect(mail?.url).toMatch(/^http:\/\/localhost:4100\/reset-password\?token=[\w-]+$/)
    const reset = { token: tokenOf(mail?.url ?? ''), newPassword: 'another horse battery' }
    const both = await Promise.all([
      ask(server, 'POST', '/api/auth/reset-password', { body: reset }),
      ask(other, 'POST', '/api/auth/reset-password', { body: reset }),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 400])
    expect(both.find(({ status }) => status === 400)?.body.code).toBe('reset_link_invalid')
    expect((await me(ada.cookie)).status).toBe(401)
    expect([...server.ended, ...other.ended]).toContainEqual({ sessionId: body.session.id })
    expect((await signInAs(ada.email, reset.newPassword)).status).toBe(200)
  })

  test('asking for a reset of an address without an account answers the same and mails nobody', async () => {
    const { ada } = await newTeam(server)
    const request = (email: string) => ask(server, 'POST', '/api/auth/request-password-reset', { body: { email } })
    const known = await request(ada.email)
    const before = server.mails.length
    const unknown = await request('nobody@example.com')
    expect([unknown.status, unknown.body]).toEqual([known.status, known.body])
    expect(server.mails).toHaveLength(before)
  })

  test('the database holds neither a working reset token nor a password', async () => {
    const { ada } = await newTeam(server)
    await ask(server, 'POST', '/api/auth/request-password-reset', { body: { email: ada.email } })
    const token = tokenOf(server.mails.at(-1)?.url ?? '')
    expect(token.length).toBeGreaterThan(20)
    const { db } = server.database
    const kept = await db
      .withTables<{ verification: { identifier: string; value: string } }>()
      .selectFrom('verification')
      .selectAll()
      .execute()
    expect(kept.length).toBeGreaterThan(0)
    expect(JSON.stringify(kept)).not.toContain(token)
  })
})

test('the OpenAPI document has every route of accounts, with its error answers', async () => {
  const { first, close } = await openServers('sqlite', {}, 1)
  const { body } = await ask<{ paths: Record<string, Record<string, { summary?: string; responses: object }>> }>(
    first,
    'GET',
    '/api/openapi.json',
  )
  const described = Object.entries(body.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path}`),
  )
  expect(described).toEqual(
    expect.arrayContaining([
      'post /api/auth/sign-in/email',
      'post /api/auth/sign-out',
      'post /api/auth/reset-password',
      'post /api/v1/set-up/{token}',
      'get /api/v1/me',
      'patch /api/v1/team/members/{memberId}',
      'post /api/v1/invitations/{token}/accept',
      'delete /api/v1/api-keys/{keyId}',
    ]),
  )
  for (const methods of Object.values(body.paths)) {
    for (const route of Object.values(methods)) {
      expect(route.summary).toBeTruthy()
      expect(Object.keys(route.responses)).toEqual(expect.arrayContaining(['4XX', '5XX']))
    }
  }
  await close()
})

describe.each(databaseKinds)('rate limits and https on %s', (kind) => {
  test('the eleventh try on one address within a minute is 429, another address is free', async () => {
    const { first, close } = await openServers(kind, { rateLimits: true }, 1)
    const attempt = (email: string) =>
      ask(first, 'POST', '/api/auth/sign-in/email', { body: { email, password: 'wrong' } })
    const tries = []
    for (let count = 0; count < 11; count += 1)
      tries.push(await attempt(count % 2 ? 'dana@example.com' : 'DANA@example.com'))
    expect(tries.map(({ status }) => status)).toEqual([...Array(10).fill(401), 429])
    expect(tries.at(-1)?.body.code).toBe('rate_limited')
    expect(Number(tries.at(-1)?.headers['retry-after'])).toBeGreaterThan(0)
    expect((await attempt('ada@example.com')).status).toBe(401)
    await close()
  })

  test('on https the cookie is secure, and is read again', async () => {
    const { first, close } = await openServers(kind, { publicUrl: 'https://chat.example' }, 1)
    const { ada } = await newTeam(first)
    const signedIn = await ask(first, 'POST', '/api/auth/sign-in/email', { body: { email: ada.email, password } })
    expect(signedIn.cookies[0]).toMatch(/^__Secure-baton\.session_token=.*Secure/)
    expect((await ask(first, 'GET', '/api/v1/me', { cookie: jar(signedIn.cookies) })).status).toBe(200)
    await close()
  })
})
