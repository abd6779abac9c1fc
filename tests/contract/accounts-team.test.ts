import type { CreatedApiKey, CreatedInvitation, Me, Member } from '@baton/protocol'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { databaseKinds } from '../support/fresh-database.ts'
import {
  type AccountServer,
  adasFounding,
  ask,
  newTeam,
  openServers,
  password,
  signIn,
  tokenOf,
} from './accounts-scene.ts'

const transfer = '/api/v1/team/transfer-ownership'

describe.each(databaseKinds)('a team and its owner on %s', (kind) => {
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

  test('the owner renames the team, and everybody reads the new name', async () => {
    const { ada, teamId, join } = await newTeam(server)
    const vic = await join('Vic', 'viewer')
    const renamed = await ada.patch<{ id: string; name: string }>('/api/v1/team', { name: '  Harbour ' })
    expect([renamed.status, renamed.body]).toEqual([200, { id: teamId, name: 'Harbour' }])
    expect((await vic.get<Me>('/api/v1/me')).body.team.name).toBe('Harbour')
  })

  test('ownership passes to Ben: he is the owner, Ada an admin, and both are told', async () => {
    const { ada, join } = await newTeam(server)
    const ben = await join('Ben', 'viewer')
    const moved = await ada.post<Member>(transfer, { memberId: ben.memberId })
    expect([moved.status, moved.body.id, moved.body.role]).toEqual([200, ben.memberId, 'owner'])
    expect((await ada.get<Me>('/api/v1/me')).body.member.role).toBe('admin')
    expect((await ada.post(transfer, { memberId: ben.memberId })).status).toBe(403)
    for (const { memberId } of [ada, ben]) expect(server.ended).toContainEqual({ memberId })
  })

  test('to an owner, to nobody and to another team’s member it does not pass', async () => {
    const [one, two] = [await newTeam(server), await newTeam(server)]
    const self = await one.ada.post(transfer, { memberId: one.ada.memberId })
    expect([self.status, self.body.code]).toEqual([409, 'already_owner'])
    for (const memberId of ['nobody', two.ada.memberId]) {
      const refused = await one.ada.post(transfer, { memberId })
      expect([refused.status, refused.body.code]).toEqual([404, 'not_found'])
    }
    expect((await one.ada.get<Me>('/api/v1/me')).body.member.role).toBe('owner')
  })

  test('passed to two at once, it reaches one', async () => {
    const { ada, join } = await newTeam(server)
    const heirs = [await join('Ben', 'admin'), await join('Chidi', 'responder')]
    const answers = await Promise.all(
      heirs.map(({ memberId }, index) =>
        ask(index ? other : server, 'POST', transfer, { cookie: ada.cookie, body: { memberId } }),
      ),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 403])
    const { db } = server.database
    const rows = await db.selectFrom('members').select('role').where('team_id', '=', ada.teamId).execute()
    expect(rows.filter(({ role }) => role === 'owner')).toHaveLength(1)
  })

  test.each(['admin', 'editor', 'responder', 'viewer'] as const)(
    'a member of role %s does none of this',
    async (role) => {
      const { teamName, join } = await newTeam(server)
      const [ben, vic] = [await join('Ben', role), await join('Vic', 'viewer')]
      const refused = [
        await ben.patch('/api/v1/team', { name: 'Mine' }),
        await ben.post(transfer, { memberId: vic.memberId }),
        await ben.remove('/api/v1/team', { name: teamName }),
      ]
      for (const answer of refused) expect([answer.status, answer.body.code]).toEqual([403, 'forbidden'])
    },
  )

  test('unknown keys and wrong shapes are 400', async () => {
    const { ada } = await newTeam(server)
    const wrong = [
      await ada.patch('/api/v1/team', { name: '' }),
      await ada.patch('/api/v1/team', { name: 'Harbour', plan: 'pro' }),
      await ada.post(transfer, { memberId: 7 }),
      await ada.remove('/api/v1/team', { name: 'x', force: true }),
    ]
    expect(wrong.map(({ status }) => status)).toEqual([400, 400, 400, 400])
  })

  test('a team is deleted only by its name, and then everything of it ends', async () => {
    const { ada, teamId, teamName, join } = await newTeam(server)
    const ben = await join('Ben', 'responder')
    const { key } = (await ada.post<CreatedApiKey>('/api/v1/api-keys', { name: 'CRM', role: 'admin' })).body
    const invitation = { email: `eve.${teamId}@example.com`, role: 'editor' }
    const { acceptUrl } = (await ada.post<CreatedInvitation>('/api/v1/team/invitations', invitation)).body
    const mistyped = await ada.remove('/api/v1/team', { name: `${teamName}!` })
    expect([mistyped.status, mistyped.body.code]).toEqual([409, 'team_name_mismatch'])
    expect(server.botsDeletedOf).not.toContain(teamId)

    expect((await ada.remove('/api/v1/team', { name: teamName })).status).toBe(204)
    expect(server.botsDeletedOf).toContain(teamId)
    for (const at of [server, other]) {
      for (const known of [{ cookie: ada.cookie }, { cookie: ben.cookie }, { authorization: `Bearer ${key}` }]) {
        expect((await ask(at, 'GET', '/api/v1/me', known)).status).toBe(401)
      }
    }
    expect((await ask(server, 'GET', `/api/v1/invitations/${tokenOf(acceptUrl)}`)).status).toBe(404)
    const again = await ask(server, 'POST', '/api/auth/sign-in/email', { body: { email: ben.email, password } })
    expect(again.body.code).toBe('invalid_credentials')
    for (const { memberId } of [ada, ben]) expect(server.ended).toContainEqual({ memberId })
    // Their addresses are free.
    expect((await server.accounts.firstRun.foundTeam({ ...adasFounding, email: ada.email })).ok).toBe(true)
  })

  test('deleting one team leaves the others alone', async () => {
    const [one, two] = [await newTeam(server), await newTeam(server)]
    expect((await one.ada.remove('/api/v1/team', { name: one.teamName })).status).toBe(204)
    expect((await two.ada.get('/api/v1/me')).status).toBe(200)
    expect(server.botsDeletedOf).not.toContain(two.teamId)
  })
})

describe.each(databaseKinds)('the last team on %s', (kind) => {
  let server: AccountServer
  let other: AccountServer
  let close: () => Promise<void>

  beforeEach(async () => {
    const opened = await openServers(kind)
    server = opened.first
    other = opened.last
    close = opened.close
    const made = await server.accounts.firstRun.unattended(adasFounding)
    expect(made).not.toBeNull()
    const cookie = await signIn(server, adasFounding.email)
    const gone = await ask(server, 'DELETE', '/api/v1/team', { cookie, body: { name: adasFounding.teamName } })
    expect(gone.status).toBe(204)
  })
  afterEach(() => close())

  test('when it is deleted, the next start offers the set-up again', async () => {
    const link = await server.accounts.firstRun.setUpLink()
    const made = await ask(server, 'POST', `/api/v1/set-up/${tokenOf(link ?? '')}`, { body: adasFounding })
    expect(made.status).toBe(201)
  })

  test('and of servers that then start unattended together exactly one makes the new owner', async () => {
    const starts = [server, other, server, other].map((at) => at.accounts.firstRun.unattended(adasFounding))
    const made = await Promise.all(starts.map((start) => start.catch(() => 'failed')))
    expect(made.filter((one) => one !== null)).toEqual([expect.objectContaining({ teamId: expect.any(String) })])
  })
})
