import type { BackupCodes, Me, TwoFactor, TwoFactorBegun } from '@baton/protocol'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { withCredentials } from '../../apps/server/src/accounts/credential-tables.ts'
import { databaseKinds } from '../support/fresh-database.ts'
import { codeOf } from '../support/totp.ts'
import { type AccountServer, ask, jar, newTeam, openServers, type Person, password } from './accounts-scene.ts'

const path = '/api/v1/me/two-factor'
const anHour = 3_600_000
/** The code after the one that switched two-factor on: each works once. */
const nextCode = (totpUri: string) => codeOf(totpUri, Date.now() + 30_000)

describe.each(databaseKinds)('two-factor on %s', (kind) => {
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

  const state = async (cookie: string) => (await ask<TwoFactor>(server, 'GET', path, { cookie })).body
  const me = (cookie: string) => ask<Me>(server, 'GET', '/api/v1/me', { cookie })

  /** Ben, with two-factor switched on: what he keeps, and the cookie he goes on with. */
  async function withTwoFactor() {
    const { ada, join } = await newTeam(server)
    const ben = await join('Ben', 'responder')
    const begun = await ben.post<TwoFactorBegun>(path, { password })
    const { totpUri, backupCodes } = begun.body
    const confirmed = await ben.post(`${path}/confirm`, { code: codeOf(totpUri) })
    expect([begun.status, confirmed.status]).toEqual([201, 204])
    return { ada, ben, totpUri, backupCodes, cookie: jar(confirmed.cookies) }
  }

  const firstStep = (ben: Person) =>
    ask<{ twoFactorRedirect?: boolean }>(server, 'POST', '/api/auth/sign-in/email', {
      body: { email: ben.email, password },
    })
  const secondStep = (cookie: string, body: object, how = 'totp', at = server) =>
    ask(at, 'POST', `/api/auth/two-factor/verify-${how}`, { cookie, body })

  test('it is off until a code of the app was right; then this session goes on, and the others too', async () => {
    const { join } = await newTeam(server)
    const ben = await join('Ben', 'responder')
    expect(await state(ben.cookie)).toEqual({ enabled: false, backupCodesLeft: 0 })
    const { totpUri, backupCodes } = (await ben.post<TwoFactorBegun>(path, { password })).body
    expect(totpUri).toMatch(/^otpauth:\/\/totp\/Baton:/)
    expect(backupCodes).toHaveLength(10)
    expect(await state(ben.cookie)).toEqual({ enabled: false, backupCodesLeft: 0 })
    expect((await firstStep(ben)).body.twoFactorRedirect).toBeUndefined()

    const wrong = await ben.post(`${path}/confirm`, { code: codeOf(totpUri, Date.now() - anHour) })
    expect([wrong.status, wrong.body.code]).toEqual([400, 'wrong_code'])
    const spaced = codeOf(totpUri).replace(/(...)/, '$1 ')
    const confirmed = await ben.post(`${path}/confirm`, { code: spaced })
    expect(confirmed.status).toBe(204)
    const cookie = jar(confirmed.cookies)
    expect((await me(cookie)).body.member.name).toBe('Ben')
    expect(await state(cookie)).toEqual({ enabled: true, backupCodesLeft: 10 })
  })

  test('the password alone opens no session; with the code it does, on any server', async () => {
    const { ben, totpUri } = await withTwoFactor()
    const first = await firstStep(ben)
    expect([first.status, first.body.twoFactorRedirect]).toEqual([200, true])
    const cookie = jar(first.cookies.filter((line) => !/Max-Age=0/i.test(line)))
    expect(cookie).not.toContain('session_token')
    expect((await me(cookie)).status).toBe(401)

    const wrong = await secondStep(cookie, { code: '000000' })
    expect([wrong.status, wrong.body.code]).toEqual([400, 'wrong_code'])
    const right = await secondStep(cookie, { code: nextCode(totpUri) }, 'totp', other)
    expect(right.status).toBe(200)
    expect((await me(jar(right.cookies))).body.member.name).toBe('Ben')
    const again = await secondStep(cookie, { code: codeOf(totpUri) })
    expect([again.status, again.body.code]).toEqual([401, 'sign_in_expired'])
  })

  test('a code works once, also where two browsers use it in the same moment, on any server', async () => {
    const { ben, totpUri } = await withTwoFactor()
    const first = jar((await firstStep(ben)).cookies)
    // It has switched two-factor on.
    const old = await secondStep(first, { code: codeOf(totpUri) })
    expect([old.status, old.body.code]).toEqual([401, 'code_used'])
    const code = nextCode(totpUri)
    const challenges = [jar((await firstStep(ben)).cookies), jar((await firstStep(ben)).cookies)]
    const answers = await Promise.all(
      challenges.map((cookie, index) => secondStep(cookie, { code }, 'totp', index === 0 ? server : other)),
    )
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 401])
    const lost = answers.find(({ status }) => status === 401)
    expect(lost?.body.code).toBe('code_used')
    // Nothing of the session that it would have been is left.
    expect((await me(jar(lost?.cookies ?? []))).status).toBe(401)
    const sessions = await withCredentials(server.database)
      .selectFrom('session')
      .innerJoin('user', 'user.id', 'session.userId')
      .select('session.id')
      .where('user.email', '=', ben.email)
      .execute()
    expect(sessions).toHaveLength(2)
  })

  test('after five wrong codes the password is asked for again', async () => {
    const { ben, totpUri } = await withTwoFactor()
    const cookie = jar((await firstStep(ben)).cookies)
    for (let tries = 0; tries < 5; tries += 1) await secondStep(cookie, { code: '000000' })
    const late = await secondStep(cookie, { code: nextCode(totpUri) })
    expect([late.status, late.body.code]).toEqual([401, 'sign_in_expired'])
  })

  test('a backup code opens a session once; of many at once it opens one', async () => {
    const { ben, backupCodes } = await withTwoFactor()
    const [code = ''] = backupCodes
    const cookies = [jar((await firstStep(ben)).cookies), jar((await firstStep(ben)).cookies)]
    const answers = await Promise.all(cookies.map((cookie) => secondStep(cookie, { code: ` ${code} ` }, 'backup-code')))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    const won = answers.find(({ status }) => status === 200)
    expect(await state(jar(won?.cookies ?? []))).toEqual({ enabled: true, backupCodesLeft: 9 })
    const used = await secondStep(jar((await firstStep(ben)).cookies), { code }, 'backup-code')
    expect([used.status, used.body.code]).toEqual([400, 'wrong_code'])
  })

  test('a browser that is trusted needs no code the next time', async () => {
    const { ben, totpUri } = await withTwoFactor()
    const first = await firstStep(ben)
    const done = await secondStep(jar(first.cookies), { code: nextCode(totpUri), trustDevice: true })
    const trust = jar(done.cookies.filter((line) => line.includes('trust_device')))
    const next = await ask<{ twoFactorRedirect?: boolean }>(server, 'POST', '/api/auth/sign-in/email', {
      cookie: trust,
      body: { email: ben.email, password },
    })
    expect([next.status, next.body.twoFactorRedirect]).toEqual([200, undefined])
    expect((await me(jar(next.cookies))).status).toBe(200)
    expect((await firstStep(ben)).body.twoFactorRedirect).toBe(true)
  })

  test('new backup codes make the old ones worthless, and want the password', async () => {
    const { ben, backupCodes, cookie } = await withTwoFactor()
    const make = (secret: string) =>
      ask<BackupCodes>(server, 'POST', `${path}/backup-codes`, { cookie, body: { password: secret } })
    expect((await make('wrong horse battery')).body.code).toBe('wrong_password')
    const made = await make(password)
    expect([made.status, made.body.backupCodes.length]).toEqual([201, 10])
    const challenge = jar((await firstStep(ben)).cookies)
    expect((await secondStep(challenge, { code: backupCodes[0] }, 'backup-code')).status).toBe(400)
    expect((await secondStep(challenge, { code: made.body.backupCodes[0] }, 'backup-code')).status).toBe(200)
  })

  test('it is switched off with the password, and then the password alone opens a session', async () => {
    const { ben, cookie } = await withTwoFactor()
    const off = (secret: string) => ask(server, 'DELETE', path, { cookie, body: { password: secret } })
    expect((await off('wrong horse battery')).body.code).toBe('wrong_password')
    expect(await state(cookie)).toMatchObject({ enabled: true })
    const done = await off(password)
    expect(done.status).toBe(204)
    expect(await state(jar(done.cookies))).toEqual({ enabled: false, backupCodesLeft: 0 })
    expect((await firstStep(ben)).body.twoFactorRedirect).toBeUndefined()
  })

  test('what does not fit the state is refused by name', async () => {
    const { cookie } = await withTwoFactor()
    const again = await ask(server, 'POST', path, { cookie, body: { password } })
    expect([again.status, again.body.code]).toEqual([409, 'two_factor_on'])
    const { ada } = await newTeam(server)
    const codes = await ada.post(`${path}/backup-codes`, { password })
    expect([codes.status, codes.body.code]).toEqual([409, 'two_factor_off'])
    expect((await ada.post(path, { password: 'wrong horse battery' })).body.code).toBe('wrong_password')
    expect((await ask(server, 'POST', path, { body: { password } })).status).toBe(401)
  })

  test('an API key has none of it', async () => {
    const { ada } = await newTeam(server)
    const { key } = (await ada.post<{ key: string }>('/api/v1/api-keys', { name: 'CRM', role: 'viewer' })).body
    const known = { authorization: `Bearer ${key}` }
    const refused = [
      await ask(server, 'GET', path, known),
      await ask(server, 'POST', path, { ...known, body: { password } }),
      await ask(server, 'DELETE', path, { ...known, body: { password } }),
      await ask(server, 'GET', '/api/v1/me/sessions', known),
    ]
    expect(refused.map(({ body }) => body.code)).toEqual(refused.map(() => 'session_required'))
  })
})
