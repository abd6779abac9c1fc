import { randomUUID } from 'node:crypto'
import type { CreatedInvitation, Invitation, InvitationDetails, Me, Member, Page } from '@baton/protocol'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { databaseKinds } from '../support/fresh-database.ts'
import {
  type AccountServer,
  ask,
  jar,
  newTeam,
  openServers,
  type Person,
  password,
  signIn,
  tokenOf,
} from './accounts-scene.ts'

const list = '/api/v1/team/invitations'
const day = 24 * 60 * 60 * 1000

describe.each(databaseKinds)('invitations on %s', (kind) => {
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

  const address = (name: string) => `${name}.${randomUUID()}@example.com`
  const invite = async (by: Person, email = address('ben'), role = 'responder') => {
    const answer = await by.post<CreatedInvitation>(list, { email, role })
    return { ...answer, email, token: tokenOf(answer.body.acceptUrl ?? '') }
  }
  const accept = (token: string, at = server, name = 'Ben') =>
    ask<Pick<Me, 'member' | 'team'>>(at, 'POST', `/api/v1/invitations/${token}/accept`, { body: { name, password } })
  const details = (token: string) => ask<InvitationDetails>(server, 'GET', `/api/v1/invitations/${token}`)
  const open = async (by: Person) => (await by.get<Page<Invitation>>(list)).body.items

  test('Ada invites Ben: the link is answered, mailed and listed, and valid for seven days', async () => {
    const { ada, teamName } = await newTeam(server)
    const { status, body, email, token } = await invite(ada)
    expect(status).toBe(201)
    expect(body.acceptUrl).toMatch(/^http:\/\/localhost:4100\/invite\/[\w-]{43}$/)
    expect(Date.parse(body.expiresAt) - Date.parse(body.createdAt)).toBe(7 * day)
    expect(server.mails).toContainEqual({ to: email, url: body.acceptUrl, teamName })
    const { acceptUrl: _link, ...shown } = body
    expect(await open(ada)).toEqual([shown])
    expect((await details(token)).body).toEqual({ email, role: 'responder', teamName, invitedBy: 'Ada' })
  })

  test('Ben accepts: he is a member from then on and signed in, and the link is used up', async () => {
    const { ada, teamId, teamName } = await newTeam(server)
    const { email, token } = await invite(ada)
    const accepted = await accept(token, other)
    expect(accepted.status).toBe(201)
    expect(accepted.body.team).toEqual({ id: teamId, name: teamName })
    const me = await ask<Me>(server, 'GET', '/api/v1/me', { cookie: jar(accepted.cookies) })
    const { id } = accepted.body.member
    expect(me.body.member).toEqual({ id, name: 'Ben', email, role: 'responder', avatarUrl: null })
    expect(me.body.can).toMatchObject({ claim: true, manageBots: false, manageMembers: false })
    await signIn(server, email)
    expect(await open(ada)).toEqual([])
    for (const answer of [await details(token), await accept(token)]) {
      expect([answer.status, answer.body.code]).toEqual([404, 'invitation_invalid'])
    }
  })

  test('accepted many times at once, it makes one member', async () => {
    const { ada } = await newTeam(server)
    const { email, token } = await invite(ada)
    const answers = await Promise.all([server, other, server, other].map((at) => accept(token, at)))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 404, 404, 404])
    const { items } = (await ada.get<Page<Member>>('/api/v1/team/members')).body
    expect(items.filter((member) => member.email === email)).toHaveLength(1)
  })

  test('two teams invite the same address: the second to be accepted is told that it has an account', async () => {
    const [one, two] = [await newTeam(server), await newTeam(server)]
    const email = address('ben')
    const tokens = [(await invite(one.ada, email)).token, (await invite(two.ada, email)).token]
    const answers = await Promise.all(tokens.map((token, index) => accept(token, index ? other : server)))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409])
    const refused = answers.findIndex(({ status }) => status === 409)
    expect(answers[refused]?.body.code).toBe('email_taken')
    // Nothing was written: the link could be used if the address became free.
    expect((await details(tokens[refused] ?? '')).status).toBe(200)
  })

  test('an address that has an account cannot be invited, in any spelling', async () => {
    const [one, two] = [await newTeam(server), await newTeam(server)]
    for (const email of [one.ada.email, two.ada.email.toUpperCase()]) {
      const refused = await invite(one.ada, email)
      expect([refused.status, refused.body.code]).toEqual([409, 'email_taken'])
    }
  })

  test('a second invitation of the same address replaces the first', async () => {
    const { ada } = await newTeam(server)
    const first = await invite(ada)
    const second = await invite(ada, first.email.toUpperCase(), 'editor')
    expect(second.status).toBe(201)
    expect((await details(first.token)).status).toBe(404)
    expect((await open(ada)).map(({ id }) => id)).toEqual([second.body.id])
    expect((await accept(second.token)).body.member.role).toBe('editor')
  })

  test('invited at once by two, an address has one open invitation', async () => {
    const { ada, join } = await newTeam(server)
    const admin = await join('Eve', 'admin')
    const email = address('ben')
    const made = await Promise.all([invite(ada, email), invite(admin, email), invite(ada, email)])
    expect(made.map(({ status }) => status)).toEqual([201, 201, 201])
    expect(await open(ada)).toHaveLength(1)
  })

  test('sent again it has a new link for seven days more, and the old link ends; also after it had expired', async () => {
    const { ada } = await newTeam(server)
    const first = await invite(ada, undefined, 'editor')
    server.clock.ahead = 8 * day
    const again = await ada.post<CreatedInvitation>(`${list}/${first.body.id}/resend`)
    const late = { old: await details(first.token), fresh: await details(tokenOf(again.body.acceptUrl)) }
    server.clock.ahead = 0
    expect([again.status, again.body.email, again.body.role]).toEqual([201, first.email, 'editor'])
    expect(Date.parse(again.body.expiresAt) - Date.now()).toBeGreaterThan(14.9 * day)
    expect([late.old.status, late.fresh.status]).toEqual([404, 200])
    expect((await open(ada)).map(({ id }) => id)).toEqual([again.body.id])
    expect(server.mails.at(-1)).toMatchObject({ to: first.email, url: again.body.acceptUrl })
  })

  test('what was accepted or revoked, or is another team’s, is not sent again', async () => {
    const [one, two] = [await newTeam(server), await newTeam(server)]
    const [accepted, revoked, foreign] = [await invite(one.ada), await invite(one.ada), await invite(two.ada)]
    await accept(accepted.token)
    await one.ada.remove(`${list}/${revoked.body.id}`)
    for (const { body } of [accepted, revoked, foreign]) {
      expect((await one.ada.post(`${list}/${body.id}/resend`)).status).toBe(404)
    }
    const vic = await one.join('Vic', 'viewer')
    expect((await vic.post(`${list}/${foreign.body.id}/resend`)).status).toBe(403)
  })

  test('after seven days the link is no longer valid, and the list says so until it is revoked', async () => {
    const { ada } = await newTeam(server)
    const { token, body } = await invite(ada)
    server.clock.ahead = 7 * day + 1000
    const [look, used, listed] = [await details(token), await accept(token), await open(ada)]
    server.clock.ahead = 0
    expect([look.status, used.status]).toEqual([404, 404])
    expect(listed.map(({ id }) => id)).toEqual([body.id])
    expect((await ada.remove(`${list}/${body.id}`)).status).toBe(204)
    expect(await open(ada)).toEqual([])
  })

  test('a revoked invitation is no longer valid; revoked again it is not found', async () => {
    const { ada } = await newTeam(server)
    const { body, token } = await invite(ada)
    expect((await ada.remove(`${list}/${body.id}`)).status).toBe(204)
    expect((await accept(token)).body.code).toBe('invitation_invalid')
    expect((await ada.remove(`${list}/${body.id}`)).status).toBe(404)
  })

  test('accepted and revoked at once, only one of both holds', async () => {
    const { ada } = await newTeam(server)
    const { body, token } = await invite(ada)
    const [accepted, revoked] = await Promise.all([accept(token, other), ada.remove(`${list}/${body.id}`)])
    expect([
      [201, 404],
      [404, 204],
    ]).toContainEqual([accepted.status, revoked.status])
  })

  test.each(['editor', 'responder', 'viewer'] as const)(
    'a member of role %s may not invite, list or revoke',
    async (role) => {
      const { ada, join } = await newTeam(server)
      const ben = await join('Ben', role)
      const { body } = await invite(ada)
      const refused = [
        await ben.post(list, { email: address('x'), role: 'viewer' }),
        await ben.get(list),
        await ben.remove(`${list}/${body.id}`),
      ]
      for (const answer of refused) expect([answer.status, answer.body.code]).toEqual([403, 'forbidden'])
    },
  )

  test('an admin may invite admins, nobody may invite owners', async () => {
    const { ada, join } = await newTeam(server)
    const admin = await join('Eve', 'admin')
    expect((await invite(admin, address('x'), 'admin')).status).toBe(201)
    for (const by of [ada, admin]) expect((await invite(by, address('x'), 'owner')).status).toBe(400)
  })

  test('without a session, or with a key that may not, nobody invites', async () => {
    const { ada } = await newTeam(server)
    const body = { email: address('x'), role: 'viewer' }
    expect((await ask(server, 'POST', list, { body })).status).toBe(401)
    const { key } = (await ada.post<{ key: string }>('/api/v1/api-keys', { name: 'CRM', role: 'responder' })).body
    expect((await ask(server, 'POST', list, { body, authorization: `Bearer ${key}` })).status).toBe(403)
  })

  test('another team’s invitation is not there', async () => {
    const [one, two] = [await newTeam(server), await newTeam(server)]
    const { body, token } = await invite(one.ada)
    expect((await two.ada.remove(`${list}/${body.id}`)).status).toBe(404)
    expect(await open(two.ada)).toEqual([])
    expect((await details(token)).status).toBe(200)
  })

  test('an accepting page of another site is refused', async () => {
    const { ada } = await newTeam(server)
    const { token } = await invite(ada)
    const body = { name: 'Ben', password }
    const refused = await ask(server, 'POST', `/api/v1/invitations/${token}/accept`, {
      body,
      origin: 'https://evil.example',
    })
    expect([refused.status, refused.body.code]).toEqual([403, 'origin_refused'])
  })

  test.each([
    ['a short password', { name: 'Ben', password: 'short' }],
    ['no name', { name: ' ', password }],
    ['an unknown key', { name: 'Ben', password, role: 'owner' }],
  ])('accepting with %s is 400 and uses nothing up', async (_what, body) => {
    const { ada } = await newTeam(server)
    const { token } = await invite(ada)
    const refused = await ask(server, 'POST', `/api/v1/invitations/${token}/accept`, { body })
    expect([refused.status, refused.body.code]).toEqual([400, 'invalid_request'])
    expect((await details(token)).status).toBe(200)
  })

  test('the list comes in pages, newest first, each invitation once', async () => {
    const { ada } = await newTeam(server)
    const made: string[] = []
    for (let count = 0; count < 5; count += 1) made.unshift((await invite(ada)).body.id)
    const read: string[] = []
    let cursor: string | null = ''
    for (let pages = 0; pages < 3 && cursor !== null; pages += 1) {
      const page: Page<Invitation> = (
        await ada.get<Page<Invitation>>(`${list}?limit=2${cursor && `&cursor=${cursor}`}`)
      ).body
      expect(page.items.length).toBeLessThanOrEqual(2)
      read.push(...page.items.map(({ id }) => id))
      cursor = page.nextCursor
    }
    expect(cursor).toBeNull()
    expect(read.sort()).toEqual(made.sort())
  })
})
