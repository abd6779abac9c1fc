import { type Role, roles } from '@baton/core'
import type { CreatedApiKey, Member, Page, TwoFactorBegun } from '@baton/protocol'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { setRole } from '../../apps/server/src/store/members.ts'
import { databaseKinds } from '../support/fresh-database.ts'
import { codeOf } from '../support/totp.ts'
import { type AccountServer, ask, jar, newTeam, openServers, type Person, password } from './accounts-scene.ts'

const members = '/api/v1/team/members'

/** Who may reset whose; the roles that stand nowhere here may not at all. */
const allowed: Partial<Record<Role, readonly Role[]>> = {
  owner: ['owner', 'admin', 'editor', 'responder', 'viewer'],
  admin: ['admin', 'editor', 'responder', 'viewer'],
}

describe.each(databaseKinds)('resetting the two-factor sign-in of another on %s', (kind) => {
  let server: AccountServer
  let close: () => Promise<void>
  beforeAll(async () => {
    const opened = await openServers(kind)
    server = opened.first
    close = opened.close
  })
  afterAll(() => close())

  const reset = (by: Person, of: Person) => by.remove<{ code?: string }>(`${members}/${of.memberId}/two-factor`)
  const firstStep = (person: Person, cookie?: string) =>
    ask<{ twoFactorRedirect?: boolean }>(server, 'POST', '/api/auth/sign-in/email', {
      ...(cookie === undefined ? {} : { cookie }),
      body: { email: person.email, password },
    })
  const listed = async (by: Person, of: Person) =>
    (await by.get<Page<Member>>(members)).body.items.find(({ id }) => id === of.memberId)

  async function switchOn(person: Person) {
    const { totpUri } = (await person.post<TwoFactorBegun>('/api/v1/me/two-factor', { password })).body
    const confirmed = await person.post('/api/v1/me/two-factor/confirm', { code: codeOf(totpUri) })
    expect(confirmed.status).toBe(204)
    return { totpUri, cookie: jar(confirmed.cookies) }
  }

  async function memberOf(team: Awaited<ReturnType<typeof newTeam>>, name: string, role: Role) {
    const member = await team.join(name, role === 'owner' ? 'admin' : role)
    if (role === 'owner') await server.database.transact((tx) => setRole(tx, member.memberId, 'owner'))
    return member
  }

  test('owners may for everybody, admins for everybody but owners, and the list says so of each', async () => {
    const team = await newTeam(server)
    const targets = await Promise.all(roles.map((role) => memberOf(team, `The ${role}`, role)))
    for (const target of targets) await switchOn(target)
    for (const by of roles) {
      const actor = await memberOf(team, `By ${by}`, by)
      const list = (await actor.get<Page<Member>>(members)).body.items
      for (const [index, of] of roles.entries()) {
        const target = targets[index]
        if (target === undefined) throw new Error('no target')
        const may = allowed[by]?.includes(of) ?? false
        expect([by, of, list.find(({ id }) => id === target.memberId)?.can.resetTwoFactor]).toEqual([by, of, may])
        const answer = await reset(actor, target)
        expect([by, of, answer.status]).toEqual([by, of, may ? 204 : 403])
        if (may) targets[index] = await memberOf(team, `Next ${of}`, of)
        if (may) await switchOn(targets[index] ?? target)
      }
    }
  })

  test('the password alone signs in afterwards, everything that was open is shut, and they are told who did it', async () => {
    const { ada, join } = await newTeam(server)
    const ben = await join('Ben', 'responder')
    const { totpUri, cookie } = await switchOn(ben)
    const challenge = jar((await firstStep(ben)).cookies)
    const again = await ask(server, 'POST', '/api/auth/two-factor/verify-totp', {
      cookie: challenge,
      body: { code: codeOf(totpUri, Date.now() + 30_000), trustDevice: true },
    })
    const trusted = jar(again.cookies.filter((line) => line.includes('trust_device')))
    const waiting = jar((await firstStep(ben)).cookies)
    expect((await listed(ada, ben))?.can.resetTwoFactor).toBe(true)
    expect((await reset(ada, ben)).status).toBe(204)

    expect((await listed(ada, ben))?.can.resetTwoFactor).toBe(false)
    expect((await ask(server, 'GET', '/api/v1/me', { cookie })).status).toBe(401)
    const late = await ask(server, 'POST', '/api/auth/two-factor/verify-totp', {
      cookie: waiting,
      body: { code: codeOf(totpUri, Date.now() + 30_000) },
    })
    expect(late.status).toBe(401)
    const signedIn = await firstStep(ben)
    expect([signedIn.status, signedIn.body.twoFactorRedirect]).toEqual([200, undefined])
    expect(server.ended).toContainEqual({ memberId: ben.memberId })
    expect(server.notes).toContainEqual(['two-factor was reset', { member: ben.memberId, by: ada.memberId }])
    expect(server.mails).toContainEqual({ to: ben.email, url: '', name: 'Ben', by: 'Ada' })
    // A browser that was trusted before is not trusted with the next one.
    await switchOn({ ...ben, ...personWith(jar(signedIn.cookies)) })
    expect((await firstStep(ben, trusted)).body.twoFactorRedirect).toBe(true)
  })

  const personWith = (cookie: string) => ({
    post: <Body>(url: string, body: unknown = {}) => ask<Body>(server, 'POST', url, { cookie, body }),
  })

  test('one’s own, one that is off, another team’s and a key’s are refused by name', async () => {
    const { ada, join } = await newTeam(server)
    const ben = await join('Ben', 'responder')
    const off = await reset(ada, ben)
    expect([off.status, off.body.code]).toEqual([409, 'two_factor_off'])
    await switchOn(ben)
    const { ada: stranger } = await newTeam(server)
    expect((await reset(stranger, ben)).status).toBe(404)
    const { key } = (await ada.post<CreatedApiKey>('/api/v1/api-keys', { name: 'CRM', role: 'admin' })).body
    const authorization = `Bearer ${key}`
    const byKey = await ask(server, 'DELETE', `${members}/${ben.memberId}/two-factor`, { authorization })
    expect(byKey.body.code).toBe('session_required')
    const own = await reset(ada, ada)
    expect([own.status, own.body.code]).toEqual([409, 'own_two_factor'])
  })
})
