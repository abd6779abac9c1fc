import { claimConversation } from '@baton/core'
import type { ApiKey, CreatedApiKey, CreatedInvitation, Me, Member, Page } from '@baton/protocol'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { withCredentials } from '../../apps/server/src/accounts/credential-tables.ts'
import { setRole } from '../../apps/server/src/store/members.ts'
import { absentHolders } from '../../apps/server/src/store/presence.ts'
import { watchAbsentHolders } from '../../apps/server/src/watch/absent-holders.ts'
import { databaseKinds } from '../support/fresh-database.ts'
import { worldOn } from '../support/open-world.ts'
import {
  type AccountServer,
  ask,
  heldBy,
  newTeam,
  openServers,
  type Person,
  password,
  stateOf,
  tokenOf,
} from './accounts-scene.ts'

const path = '/api/v1/team/members'

describe.each(databaseKinds)('members on %s', (kind) => {
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

  const members = async (by: Person) => (await by.get<Page<Member>>(path)).body.items
  const change = (by: Person, of: { memberId: string }, role: string) =>
    by.patch<Member>(`${path}/${of.memberId}`, { role })
  const removal = (by: Person, of: { memberId: string }) => by.remove(`${path}/${of.memberId}`)
  const roleOf = async (by: Person, of: { memberId: string }) =>
    (await members(by)).find(({ id }) => id === of.memberId)?.role
  const keyOf = async (by: Person, role: string) => {
    const { body } = await by.post<CreatedApiKey>('/api/v1/api-keys', { name: 'CRM', role })
    return { ...body, authorization: `Bearer ${body.key}` }
  }
  const makeOwner = (member: Person) => server.database.transact((tx) => setRole(tx, member.memberId, 'owner'))

  test('everybody in the team sees its members, what they hold and who is there', async () => {
    const { ada, botId, join } = await newTeam(server)
    const [ben, vic] = [await join('Ben', 'responder'), await join('Vic', 'viewer')]
    await heldBy(server, botId, ben, 'Ben', 'responder')
    await heldBy(server, botId, ben, 'Ben', 'responder')
    const { db } = server.database
    const seen = (member: Person, ago: number) => ({ member_id: member.memberId, last_seen_at: Date.now() - ago })
    await db
      .insertInto('member_presence')
      .values([seen(ben, 30_000), seen(ada, 90_000)])
      .execute()
    const list = await members(vic)
    expect(list.map(({ name, role, holds, online }) => [name, role, holds, online])).toEqual([
      ['Ada', 'owner', 0, false],
      ['Ben', 'responder', 2, true],
      ['Vic', 'viewer', 0, false],
    ])
    expect(list[0]).toMatchObject({
      id: ada.memberId,
      email: ada.email,
      joinedAt: expect.stringMatching(/^\d{4}-.*Z$/),
    })
  })

  test('the list comes in pages in the order of joining; a foreign cursor begins at the beginning', async () => {
    const { ada, join } = await newTeam(server)
    for (const name of ['Ben', 'Chidi', 'Eve', 'Vic']) await join(name, 'viewer')
    const read: string[] = []
    let cursor: string | null = ''
    for (let pages = 0; pages < 4 && cursor !== null; pages += 1) {
      const { body }: { body: Page<Member> } = await ada.get<Page<Member>>(
        `${path}?limit=2${cursor && `&cursor=${cursor}`}`,
      )
      read.push(...body.items.map(({ name }) => name))
      cursor = body.nextCursor
    }
    expect(read).toEqual(['Ada', 'Ben', 'Chidi', 'Eve', 'Vic'])
    expect((await ada.get<Page<Member>>(`${path}?cursor=rubbish`)).body.items).toHaveLength(5)
    expect((await ada.get(`${path}?limit=0`)).status).toBe(400)
    expect((await ada.get(`${path}?page=2`)).status).toBe(400)
  })

  test('Ada makes Ben an editor: it holds at his next request, on every server, and is told', async () => {
    const { ada, join } = await newTeam(server)
    const ben = await join('Ben', 'responder')
    const changed = await change(ada, ben, 'editor')
    expect([changed.status, changed.body.role]).toEqual([200, 'editor'])
    const me = await ask<Me>(other, 'GET', '/api/v1/me', { cookie: ben.cookie })
    expect(me.body.can).toMatchObject({ claim: false, manageBots: true })
    expect(server.ended).toContainEqual({ memberId: ben.memberId })
  })

  test('who may no longer claim gives back what is held; who still may keeps it', async () => {
    const { ada, botId, join } = await newTeam(server)
    const [ben, chidi] = [await join('Ben', 'responder'), await join('Chidi', 'responder')]
    const bens = [
      await heldBy(server, botId, ben, 'Ben', 'responder'),
      await heldBy(server, botId, ben, 'Ben', 'responder'),
    ]
    const chidis = await heldBy(server, botId, chidi, 'Chidi', 'responder')
    expect((await change(ada, chidi, 'admin')).status).toBe(200)
    expect(await stateOf(server, chidis)).toBe('active')
    expect((await change(ada, ben, 'viewer')).body).toMatchObject({ role: 'viewer', holds: 0 })
    for (const id of bens) expect(await stateOf(server, id)).toBe('escalated')
    expect(await stateOf(server, chidis)).toBe('active')
  })

  test('a removed member is out at the next request, with session and key, and what was held waits again', async () => {
    const { ada, botId, join } = await newTeam(server)
    const ben = await join('Ben', 'admin')
    const key = await keyOf(ben, 'responder')
    const held = await heldBy(server, botId, ben, 'Ben', 'admin')
    expect((await ask(other, 'GET', '/api/v1/me', { authorization: key.authorization })).status).toBe(200)
    expect((await removal(ada, ben)).status).toBe(204)
    for (const at of [server, other]) {
      expect((await ask(at, 'GET', '/api/v1/me', { cookie: ben.cookie })).status).toBe(401)
      expect((await ask(at, 'GET', '/api/v1/me', { authorization: key.authorization })).status).toBe(401)
    }
    const again = await ask(server, 'POST', '/api/auth/sign-in/email', { body: { email: ben.email, password } })
    expect([again.status, again.body.code]).toEqual([401, 'invalid_credentials'])
    expect(await stateOf(server, held)).toBe('escalated')
    expect(server.ended).toContainEqual({ memberId: ben.memberId })
    expect((await members(ada)).map(({ name }) => name)).toEqual(['Ada'])
    expect((await ada.get<Page<ApiKey>>('/api/v1/api-keys')).body.items).toEqual([])
    expect((await removal(ada, ben)).status).toBe(404)
    expect((await change(ada, ben, 'viewer')).status).toBe(404)
  })

  test('the address of a removed member is free: invited again, Ben is a new member, and the log keeps the old', async () => {
    const { ada, join } = await newTeam(server)
    const ben = await join('Ben', 'responder')
    await removal(ada, ben)
    const invited = await ada.post<CreatedInvitation>('/api/v1/team/invitations', { email: ben.email, role: 'editor' })
    expect(invited.status).toBe(201)
    const accepted = await ask<Me>(server, 'POST', `/api/v1/invitations/${tokenOf(invited.body.acceptUrl)}/accept`, {
      body: { name: 'Ben', password },
    })
    expect(accepted.status).toBe(201)
    expect(accepted.body.member.id).not.toBe(ben.memberId)
    const { db } = server.database
    const rows = await db.selectFrom('members').select('id').where('email', '=', ben.email).execute()
    expect(rows).toHaveLength(2)
    expect(
      await withCredentials(server.database).selectFrom('user').where('email', '=', ben.email).select('id').execute(),
    ).toHaveLength(1)
    expect((await ask(server, 'GET', '/api/v1/me', { cookie: ben.cookie })).status).toBe(401)
  })

  test('the open invitations of an admin go with the right to invite', async () => {
    const { ada, join } = await newTeam(server)
    const [ben, chidi] = [await join('Ben', 'admin'), await join('Chidi', 'admin')]
    const links: string[] = []
    for (const by of [ben, chidi, ada]) {
      const email = `${by.memberId}.x@example.com`
      const { body } = await by.post<CreatedInvitation>('/api/v1/team/invitations', { email, role: 'admin' })
      links.push(`/api/v1/invitations/${tokenOf(body.acceptUrl)}`)
    }
    await removal(ada, ben)
    await change(ada, chidi, 'responder')
    const looks = await Promise.all(links.map((link) => ask(server, 'GET', link)))
    expect(looks.map(({ status }) => status)).toEqual([404, 404, 200])
  })

  test('an owner is made by transfer only, nobody changes their own role, and the last owner stays', async () => {
    const { ada, join } = await newTeam(server)
    const ben = await join('Ben', 'admin')
    const refusals = [
      [await change(ada, ben, 'owner'), 'owner_by_transfer'],
      [await change(ada, ada, 'admin'), 'own_role'],
      [await change(ben, ben, 'viewer'), 'own_role'],
      [await removal(ada, ada), 'last_owner'],
    ] as const
    for (const [answer, code] of refusals) expect([answer.status, answer.body.code]).toEqual([409, code])
    expect((await members(ada)).map(({ role }) => role)).toEqual(['owner', 'admin'])
  })

  test('an admin manages everybody but owners', async () => {
    const { ada, join } = await newTeam(server)
    const [ben, vic, eve] = [await join('Ben', 'admin'), await join('Vic', 'viewer'), await join('Eve', 'admin')]
    for (const answer of [await change(ben, ada, 'admin'), await removal(ben, ada)]) {
      expect([answer.status, answer.body.code]).toEqual([403, 'forbidden'])
    }
    expect((await change(ben, vic, 'admin')).status).toBe(200)
    expect((await removal(ben, eve)).status).toBe(204)
    expect((await removal(ben, ben)).status).toBe(204)
    expect((await ben.get('/api/v1/me')).status).toBe(401)
  })

  test.each(['editor', 'responder', 'viewer'] as const)(
    'a member of role %s changes and removes nobody',
    async (role) => {
      const { join } = await newTeam(server)
      const [ben, vic] = [await join('Ben', role), await join('Vic', 'viewer')]
      for (const answer of [
        await change(ben, vic, 'admin'),
        await removal(ben, vic),
        await change(ben, ben, 'admin'),
      ]) {
        expect([answer.status, answer.body.code]).toEqual([403, 'forbidden'])
      }
    },
  )

  test('a key may manage members only as far as both its role and its maker’s allow', async () => {
    const { ada, join } = await newTeam(server)
    const vic = await join('Vic', 'viewer')
    const ben = await join('Ben', 'admin')
    const [weak, strong] = [await keyOf(ada, 'responder'), await keyOf(ben, 'admin')]
    const promote = ({ authorization }: { authorization: string }) =>
      ask(server, 'PATCH', `${path}/${vic.memberId}`, { authorization, body: { role: 'editor' } })
    expect((await promote(weak)).status).toBe(403)
    expect((await promote(strong)).status).toBe(200)
    await change(ada, ben, 'responder')
    expect((await promote(strong)).status).toBe(403)
  })

  test('members of another team are not there', async () => {
    const [one, two] = [await newTeam(server), await newTeam(server)]
    const ben = await one.join('Ben', 'responder')
    for (const answer of [await change(two.ada, ben, 'viewer'), await removal(two.ada, ben)]) {
      expect([answer.status, answer.body.code]).toEqual([404, 'not_found'])
    }
    expect(await roleOf(one.ada, ben)).toBe('responder')
    expect((await members(two.ada)).map(({ id }) => id)).toEqual([two.ada.memberId])
  })

  test.each([
    ['an unknown role', { role: 'boss' }],
    ['an unknown key', { role: 'viewer', name: 'Bob' }],
    ['nothing', {}],
  ])('a role change with %s is 400', async (_what, body) => {
    const { ada, join } = await newTeam(server)
    const ben = await join('Ben', 'responder')
    const refused = await ada.patch(`${path}/${ben.memberId}`, body)
    expect([refused.status, refused.body.code]).toEqual([400, 'invalid_request'])
  })

  test('two owners who demote, or remove, each other at once leave one owner', async () => {
    for (const act of [(by: Person, of: Person) => change(by, of, 'admin'), removal]) {
      const { ada, join } = await newTeam(server)
      const ben = await join('Ben', 'admin')
      await makeOwner(ben)
      const bens = { ...ben, patch: onOther(ben), remove: removeOnOther(ben) } as Person
      const answers = await Promise.all([act(ada, ben), act(bens, ada)])
      const done = answers.filter(({ status }) => status < 300)
      expect(done).toHaveLength(1)
      const left = await server.database.db
        .selectFrom('members')
        .select('role')
        .where('team_id', '=', ada.teamId)
        .where('role', '=', 'owner')
        .where('removed_at', 'is', null)
        .execute()
      expect(left).toHaveLength(1)
    }
  })

  const onOther = (by: Person) => (url: string, body: unknown) => ask(other, 'PATCH', url, { cookie: by.cookie, body })
  const removeOnOther = (by: Person) => (url: string) => ask(other, 'DELETE', url, { cookie: by.cookie })

  test('a demoted admin’s order that was already on its way is refused', async () => {
    const { ada, join } = await newTeam(server)
    const [ben, vic] = [await join('Ben', 'admin'), await join('Vic', 'viewer')]
    const principal = await server.accounts.authenticate({ cookie: ben.cookie })
    if (principal === null) throw new Error('Ben is not signed in')
    await change(ada, ben, 'viewer')
    const { members: rules } = server.accounts
    expect(await rules.changeRole(principal, vic.memberId, 'admin')).toEqual({ ok: false, refusal: 'forbidden' })
    expect(await rules.remove(principal, vic.memberId)).toEqual({ ok: false, refusal: 'forbidden' })
    expect(await roleOf(ada, vic)).toBe('viewer')
  })

  test('a claim that lands beside a removal is taken back, at the latest when the watch next looks', async () => {
    const { ada, botId, join } = await newTeam(server)
    const absent = () => absentHolders(server.database, Date.now())
    const fail = (message: string, error: unknown) => expect.fail(`${message}: ${error}`)
    const watch = watchAbsentHolders({ world: worldOn(server.database), absent, warn: fail })
    for (let round = 0; round < 5; round += 1) {
      const [ben, chidi] = [await join('Ben', 'responder'), await join('Chidi', 'responder')]
      const id = await heldBy(server, botId, chidi, 'Chidi', 'responder')
      await removal(ada, chidi)
      expect(await stateOf(server, id)).toBe('escalated')
      const by = { kind: 'agent', id: ben.memberId, name: 'Ben', roles: ['responder'] } as const
      await Promise.all([claimConversation(worldOn(other.database), by, id), removal(ada, ben)])
      await watch.look()
      expect(await stateOf(server, id)).toBe('escalated')
    }
    watch.stop()
  })
})
