import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../apps/server/src/database/database.ts'
import { openDatabase } from '../../apps/server/src/database/open-database.ts'
import { deriveSecrets } from '../../apps/server/src/secrets.ts'
import { openBots } from '../../apps/server/src/store/bots.ts'
import { insertDemoBot } from '../../apps/server/src/store/demo-bot.ts'
import { openPowerUps } from '../../apps/server/src/store/power-ups.ts'
import { databaseKinds, type FreshDatabase, preparedDatabase } from '../support/fresh-database.ts'

const teamId = 'team_ada'
const secrets = deriveSecrets('a secret of at least thirty-two characters')
const articles = [
  { title: 'Opening hours', text: 'We are open from nine to five.' },
  { title: 'Prices', text: 'A lamp costs 20 euros.' },
]

describe.each(databaseKinds)('duplicating a bot on %s', (kind) => {
  let fresh: FreshDatabase
  let database: Database
  let robo: string
  const ports = { now: () => Date.now(), newId: () => randomUUID() }
  const bots = () => openBots(database, ports, secrets)
  const powerUps = () => openPowerUps(database, ports)
  const knowledgeOf = async (botId: string) =>
    database.db.selectFrom('knowledge').select(['title', 'text', 'id']).where('bot_id', '=', botId).execute()

  beforeAll(async () => {
    fresh = await preparedDatabase(kind)
    database = await openDatabase(fresh.settings)
    for (const id of [teamId, 'team_other']) {
      await database.db.insertInto('teams').values({ id, name: id, created_at: 1, deleted_at: null }).execute()
    }
    robo = await database.transact((tx) => insertDemoBot(tx, { teamId, at: 1000, newId: randomUUID, articles }))
    await bots().update(teamId, robo, { instructions: 'Be kind.', whileWaiting: 'hold', colour: '#2f5bd3' })
    await powerUps().put(robo, {
      kind: 'talk_to_a_human',
      enabled: true,
      settings: { notifyEmails: ['ada@example.com'], emailRequired: false },
    })
    await database.db.insertInto('webhooks').values(enabledWebhook(robo)).execute()
  })
  afterAll(async () => {
    await database.close()
    await fresh.remove()
  })

  test('settings, power-ups and knowledge come along, and the original keeps its own', async () => {
    const twin = await bots().duplicate(teamId, robo, { name: 'Second Robo' })
    const original = await bots().find(teamId, robo)
    const { id = '', ...rest } = twin ?? {}
    expect(id).not.toBe(robo)
    expect(rest).toEqual({
      ...without(original, 'id'),
      name: 'Second Robo',
      createdAt: expect.any(String),
      updatedAt: expect.any(String),
    })
    expect(await powerUps().list(id)).toEqual(await powerUps().list(robo))
    const copied = await knowledgeOf(id)
    expect(copied.map(({ title, text }) => ({ title, text }))).toEqual(expect.arrayContaining(articles))
    expect(copied).toHaveLength(2)
    await bots().update(teamId, id, { greeting: 'Another greeting.' })
    expect((await bots().find(teamId, robo))?.greeting).toBe(original?.greeting)
    expect(await knowledgeOf(robo)).toHaveLength(2)
  })

  test('webhooks and whatever is stored sealed stay with the original', async () => {
    const model = { provider: 'openai', name: 'some-model', apiKey: 'key of the original' } as const
    expect((await bots().update(teamId, robo, { model }))?.model).toMatchObject({ keySet: true })
    const twin = await bots().duplicate(teamId, robo, {})
    expect(twin?.model).toEqual({ provider: 'openai', name: 'some-model', keySet: false })
    const hooks = await database.db.selectFrom('webhooks').select('bot_id').execute()
    expect(hooks).toEqual([{ bot_id: robo }])
    const row = await database.db
      .selectFrom('bots')
      .selectAll()
      .where('id', '=', twin?.id ?? '')
      .executeTakeFirstOrThrow()
    const sealed = Object.entries(row).filter(([column]) => /_sealed$|_encrypted$|secret/.test(column))
    expect(sealed.map(([, value]) => value)).toEqual(sealed.map(() => null))
  })

  test('pages stay under their sitemap, and what is not read yet is put in line for the copy', async () => {
    await database.db
      .insertInto('knowledge')
      .values([page(robo, 'map', null, 'ready'), page(robo, 'page', 'map', 'waiting')])
      .execute()
    await database.db.insertInto('knowledge_files').values({ knowledge_id: 'page', content: 'aGVsbG8=' }).execute()
    const { id = '' } = (await bots().duplicate(teamId, robo, {})) ?? {}
    const items = await database.db.selectFrom('knowledge').selectAll().where('bot_id', '=', id).execute()
    const [map, below] = ['map', 'page'].map((title) => items.find((one) => one.title === title))
    expect(map?.id).not.toBe('map')
    expect(below).toMatchObject({ parent_id: map?.id, state: 'waiting', sync: 1 })
    const jobs = await database.db.selectFrom('outbox').select('payload').where('kind', '=', 'knowledge').execute()
    expect(jobs.map(({ payload }) => JSON.parse(payload))).toEqual([{ botId: id, knowledgeId: below?.id, sync: 1 }])
    const files = database.db.selectFrom('knowledge_files').select('content')
    expect(await files.where('knowledge_id', '=', below?.id ?? '').execute()).toEqual([{ content: 'aGVsbG8=' }])
    await database.db.deleteFrom('knowledge').where('id', 'in', ['map', 'page']).execute()
  })

  test('the look, the picture and the allowed sites come along; the secret that proves customers does not', async () => {
    const channel = { look: '{}', any_site: 0 as const, identity_secret_made_at: 7, updated_at: 1 }
    const { db } = database
    await db
      .insertInto('web_channels')
      .values({ ...channel, bot_id: robo, identity_secret_encrypted: 'sealed' })
      .execute()
    await db.insertInto('allowed_sites').values({ bot_id: robo, site: 'https://example.com', position: 0 }).execute()
    const picture = { version: 'v1', content_type: 'image/png', image: 'aGVsbG8=' }
    await db
      .insertInto('bot_avatars')
      .values({ bot_id: robo, ...picture })
      .execute()
    const { id = '' } = (await bots().duplicate(teamId, robo, {})) ?? {}
    const copied = await db.selectFrom('web_channels').selectAll().where('bot_id', '=', id).executeTakeFirst()
    expect(copied).toMatchObject({
      look: '{}',
      any_site: 0,
      identity_secret_encrypted: null,
      identity_secret_made_at: null,
    })
    expect(await db.selectFrom('allowed_sites').select('site').where('bot_id', '=', id).execute()).toEqual([
      { site: 'https://example.com' },
    ])
    expect(await db.selectFrom('bot_avatars').selectAll().where('bot_id', '=', id).executeTakeFirst()).toMatchObject(
      picture,
    )
  })

  test('it is called a copy unless it is given a name, and never longer than a name may be', async () => {
    expect((await bots().duplicate(teamId, robo, {}))?.name).toBe('Copy of Robo')
    await bots().update(teamId, robo, { name: 'R'.repeat(80) })
    expect((await bots().duplicate(teamId, robo, {}))?.name).toHaveLength(80)
  })

  test('a bot of another team, or a deleted one, is not found', async () => {
    expect(await bots().duplicate('team_other', robo, {})).toBeNull()
    const gone = await bots().duplicate(teamId, robo, {})
    await database.db
      .updateTable('bots')
      .set({ deleted_at: 5 })
      .where('id', '=', gone?.id ?? '')
      .execute()
    expect(await bots().duplicate(teamId, gone?.id ?? '', {})).toBeNull()
  })
})

function without<Value extends object>(value: Value | null, field: keyof Value) {
  return Object.fromEntries(Object.entries(value ?? {}).filter(([name]) => name !== field))
}

const page = (bot: string, id: string, parent: string | null, state: 'ready' | 'waiting') => ({
  ...{
    id,
    bot_id: bot,
    title: id,
    source: 'url' as const,
    url: `https://example.com/${id}`,
    text: '',
    parent_id: parent,
  },
  ...{ state, sync: 1, created_at: 1, updated_at: 1 },
})

const enabledWebhook = (botId: string) => ({
  ...{ id: 'hook', team_id: teamId, bot_id: botId, type: 'conversation.started', url: 'https://example.com/' },
  ...{ enabled: 1 as const, disabled_reason: null, secret_encrypted: 'sealed' },
  ...{ previous_secret_encrypted: null, previous_secret_until: null, created_at: 1, updated_at: 1, deleted_at: null },
})
