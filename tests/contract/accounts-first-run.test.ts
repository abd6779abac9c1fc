import type { Me } from '@baton/protocol'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { withCredentials } from '../../apps/server/src/accounts/credential-tables.ts'
import { databaseKinds } from '../support/fresh-database.ts'
import { type AccountServer, adasFounding, ask, jar, openServers, password, signIn, tokenOf } from './accounts-scene.ts'

describe.each(databaseKinds)('the first run on %s', (kind) => {
  let server: AccountServer
  let other: AccountServer
  let close: () => Promise<void>

  beforeEach(async () => {
    const opened = await openServers(kind)
    server = opened.first
    other = opened.last
    close = opened.close
  })
  afterEach(() => close())

  const linkOf = async (at = server) => tokenOf((await at.accounts.firstRun.setUpLink()) ?? '')
  const follow = (token: string, at = server, body: unknown = adasFounding) =>
    ask<Pick<Me, 'member' | 'team'> & { botId: string }>(at, 'POST', `/api/v1/set-up/${token}`, { body })
  const count = async (table: 'teams' | 'members' | 'bots') => {
    const { db } = server.database
    return (await db.selectFrom(table).select('id').execute()).length
  }
  const accounts = async () =>
    (await withCredentials(server.database).selectFrom('user').select('email').execute()).length

  test('the link makes Ada the owner of a team with a demo bot, and signs her in', async () => {
    const link = await server.accounts.firstRun.setUpLink()
    expect(link).toMatch(/^http:\/\/localhost:4100\/set-up\/[\w-]{43}$/)
    const token = tokenOf(link ?? '')
    const look = await ask(server, 'GET', `/api/v1/set-up/${token}`)
    expect([look.status, look.body]).toEqual([200, {}])
    const made = await follow(token)
    expect(made.status).toBe(201)
    expect(made.body.member).toMatchObject({ name: 'Ada', email: 'ada@example.com', role: 'owner' })
    expect(made.body.team.name).toBe('Lighthouse')
    const me = await ask<Me>(other, 'GET', '/api/v1/me', { cookie: jar(made.cookies) })
    expect(me.body).toMatchObject({ member: made.body.member, team: made.body.team })
    const bot = await server.database.db.selectFrom('bots').selectAll().executeTakeFirstOrThrow()
    expect([bot.id, bot.team_id]).toEqual([made.body.botId, made.body.team.id])
    await signIn(server, 'ada@example.com')
  })

  test('afterwards the link is over, and no further one is made', async () => {
    const token = await linkOf()
    expect((await follow(token)).status).toBe(201)
    const look = await ask(server, 'GET', `/api/v1/set-up/${token}`)
    expect([look.status, look.body.code]).toEqual([404, 'set_up_over'])
    expect((await follow(token)).body.code).toBe('set_up_over')
    expect(await server.accounts.firstRun.setUpLink()).toBeNull()
    expect(await count('teams')).toBe(1)
  })

  test('a link that nobody printed is 404 and makes nothing', async () => {
    await linkOf()
    const guess = await follow('A'.repeat(43))
    expect([guess.status, guess.body.code]).toEqual([404, 'set_up_over'])
    expect(await count('members')).toBe(0)
  })

  test('servers that start together each print a link that works', async () => {
    const tokens = [await linkOf(), await linkOf(other)]
    for (const token of tokens) expect((await ask(server, 'GET', `/api/v1/set-up/${token}`)).status).toBe(200)
    expect((await follow(tokens[0] ?? '', other)).status).toBe(201)
    expect((await ask(server, 'GET', `/api/v1/set-up/${tokens[1]}`)).status).toBe(404)
  })

  test('a new start a day later makes the old link worthless', async () => {
    const old = await linkOf()
    other.clock.ahead = 25 * 60 * 60 * 1000
    const fresh = await linkOf(other)
    expect((await follow(old)).status).toBe(404)
    expect((await follow(fresh)).status).toBe(201)
  })

  test('of many that follow links at once exactly one becomes the owner', async () => {
    const tokens = [await linkOf(), await linkOf(other)]
    const people = ['ada', 'ben', 'chidi', 'dana'].map((name) => ({
      ...adasFounding,
      name,
      email: `${name}@example.com`,
    }))
    const answers = await Promise.all(
      people.map((person, index) => follow(tokens[index % 2] ?? '', index % 2 ? other : server, person)),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 404, 404, 404])
    expect([await count('teams'), await count('members'), await count('bots'), await accounts()]).toEqual([1, 1, 1, 1])
  })

  test.each([
    ['a short password', { password: 'short' }],
    ['no address', { email: 'ada' }],
    ['an empty team name', { teamName: ' ' }],
    ['an unknown key', { role: 'owner' }],
  ])('%s is 400, and the link goes on working', async (_what, wrong) => {
    const token = await linkOf()
    const refused = await follow(token, server, { ...adasFounding, ...wrong })
    expect([refused.status, refused.body.code]).toEqual([400, 'invalid_request'])
    expect((await ask(server, 'GET', `/api/v1/set-up/${token}`)).status).toBe(200)
  })

  test('unattended, the owner of the settings is made once and can sign in', async () => {
    const made = await server.accounts.firstRun.unattended(adasFounding)
    const bot = await server.database.db.selectFrom('bots').select('id').executeTakeFirstOrThrow()
    expect(made?.botId).toBe(bot.id)
    await signIn(server, 'ada@example.com', password)
    expect(await server.accounts.firstRun.unattended(adasFounding)).toBeNull()
    expect(await count('teams')).toBe(1)
  })

  test('of servers that start unattended together exactly one makes the owner', async () => {
    const starts = [server, other, server, other].map((at) => at.accounts.firstRun.unattended(adasFounding))
    const made = await Promise.all(starts)
    expect(made.filter((one) => one !== null)).toHaveLength(1)
    expect([await count('teams'), await count('members'), await count('bots'), await accounts()]).toEqual([1, 1, 1, 1])
  })

  test('unattended settings with which nobody could sign in are refused, and make nothing', async () => {
    const { firstRun } = server.accounts
    await expect(firstRun.unattended({ ...adasFounding, email: 'ada@localhost' })).rejects.toThrow('email')
    await expect(firstRun.unattended({ ...adasFounding, password: 'short' })).rejects.toThrow('password')
    expect([await count('teams'), await accounts()]).toEqual([0, 0])
  })

  test('a start that fails half-way leaves nothing, and the next one completes', async () => {
    const { db } = server.database
    await db.schema.alterTable('bots').renameTo('bots_away').execute()
    await expect(server.accounts.firstRun.unattended(adasFounding)).rejects.toThrow()
    await db.schema.alterTable('bots_away').renameTo('bots').execute()
    expect([await count('teams'), await count('members'), await accounts()]).toEqual([0, 0, 0])
    expect(await server.accounts.firstRun.unattended(adasFounding)).not.toBeNull()
    await signIn(server, 'ada@example.com')
  })

  test('an account without a member, from a damaged backup, does not stop the first run', async () => {
    await server.accounts.firstRun.unattended(adasFounding)
    const { db } = server.database
    await db.deleteFrom('members').execute()
    expect(await accounts()).toBe(1)
    const orphan = await signIn(server, 'ada@example.com')
    expect((await ask(server, 'GET', '/api/v1/me', { cookie: orphan })).status).toBe(401)
    const again = await server.accounts.firstRun.unattended({ ...adasFounding, password: 'another horse battery' })
    expect(again).not.toBeNull()
    expect(await accounts()).toBe(1)
    await signIn(server, 'ada@example.com', 'another horse battery')
    await expect(signIn(server, 'ada@example.com')).rejects.toThrow('invalid_credentials')
  })

  test('a further team of the operator is refused an address that is taken', async () => {
    await server.accounts.firstRun.unattended(adasFounding)
    const { firstRun } = server.accounts
    expect(await firstRun.foundTeam(adasFounding)).toEqual({ ok: false, refusal: 'email_taken' })
    expect((await firstRun.foundTeam({ ...adasFounding, email: 'ben@example.com' })).ok).toBe(true)
    expect(await count('teams')).toBe(2)
  })
})
