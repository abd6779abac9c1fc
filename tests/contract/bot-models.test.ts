import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDatabase } from '../../apps/server/src/database/open-database.ts'
import { deriveSecrets } from '../../apps/server/src/secrets.ts'
import { openBotErrors } from '../../apps/server/src/store/bot-errors.ts'
import { openBots } from '../../apps/server/src/store/bots.ts'
import { openModelUsage } from '../../apps/server/src/store/model-usage.ts'
import { beginning, robo } from '../support/cast.ts'
import { databaseKinds, type FreshDatabase, preparedDatabase } from '../support/fresh-database.ts'
import { insertTeam } from '../support/open-world.ts'

const day = 86_400_000
const secrets = deriveSecrets('a secret of at least thirty-two characters')
const key = 'sk-very-secret'
const local = { provider: 'openai-compatible', baseUrl: 'http://127.0.0.1:11434/v1', name: 'small' } as const

describe.each(databaseKinds)("a bot's model on %s", (kind) => {
  let fresh: FreshDatabase
  let database: Awaited<ReturnType<typeof openDatabase>>
  let bots: ReturnType<typeof openBots>
  const clock = { now: 20_000 * day }
  const now = () => clock.now

  beforeAll(async () => {
    fresh = await preparedDatabase(kind)
    database = await openDatabase(fresh.settings)
    await insertTeam(database)
    bots = openBots(database, { now, newId: randomUUID }, secrets)
  })
  afterAll(async () => {
    await database.close()
    await fresh.remove()
  })

  const change = (model: Parameters<typeof bots.update>[2]['model']) =>
    bots.update(beginning.teamId, robo.id, { model })

  test('the key is kept sealed, given to whoever calls the model, and shown to nobody', async () => {
    const bot = await change({ ...local, apiKey: key })
    expect(bot?.model).toEqual({ ...local, keySet: true })
    expect(JSON.stringify(await database.db.selectFrom('bots').selectAll().execute())).not.toContain(key)
    expect(await bots.modelOf(robo.id)).toMatchObject({ model: local, apiKey: key })
  })

  test('a change without a key keeps it; a key never goes to an address it was not given for', async () => {
    await change({ ...local, apiKey: key })
    expect((await change({ ...local, name: 'large' }))?.model).toMatchObject({ name: 'large', keySet: true })
    const elsewhere = await change({ ...local, baseUrl: 'https://elsewhere.example/v1' })
    expect(elsewhere?.model).toMatchObject({ keySet: false })
    expect((await bots.modelOf(robo.id))?.apiKey).toBeNull()
    expect((await change({ provider: 'openai', name: 'x' }))?.model).toMatchObject({ keySet: false })
  })

  test('null removes the key, and so does the built-in answerer', async () => {
    await change({ ...local, apiKey: key })
    expect((await change({ ...local, apiKey: null }))?.model).toMatchObject({ keySet: false })
    await change({ ...local, apiKey: key })
    expect((await change({ provider: 'builtin' }))?.model).toEqual({ provider: 'builtin' })
    expect((await change(local))?.model).toMatchObject({ keySet: false })
  })

  test('why it failed is kept, whatever the provider put into it', async () => {
    const errors = openBotErrors(database, { now, newId: randomUUID })
    await errors.add({ botId: robo.id, conversationId: 'one', message: 'out\u0000 of \ud800 order' })
    expect((await errors.ofBot(robo.id)).map(({ message }) => message)).toEqual(['out of \ufffd order'])
  })

  test('keywords and caps are kept', async () => {
    const change = { keywords: ['refund', 'Anwalt'], dailyTokenCap: 5_000_000_000 / 10, dailyCostCap: 1.25 }
    expect(await bots.update(beginning.teamId, robo.id, change)).toMatchObject(change)
    const none = { keywords: [], dailyTokenCap: null, dailyCostCap: null }
    expect(await bots.update(beginning.teamId, robo.id, none)).toMatchObject(none)
  })

  test('use is counted by conversation, bot and day, also when many calls end at once', async () => {
    const usage = openModelUsage(database, { now })
    clock.now -= day
    await usage.add(robo.id, 'yesterday', { inputTokens: 1, outputTokens: 1, cost: null })
    clock.now += day
    const use = { inputTokens: 100, outputTokens: 10, cost: 2_500 }
    await Promise.all(Array.from({ length: 20 }, () => usage.add(robo.id, 'one', use)))
    await usage.add(robo.id, 'one', { ...use, cost: null })
    await usage.add(robo.id, null, use)
    expect(await usage.today(robo.id)).toEqual({ tokens: 22 * 110, cost: 21 * 2_500 })
    expect(await usage.ofConversation('one')).toEqual({
      calls: 21,
      inputTokens: 2100,
      outputTokens: 210,
      cost: 0.05,
    })
    const ofBot = await usage.ofBot(robo.id)
    expect(ofBot.last30Days).toMatchObject({ calls: 23, inputTokens: 2201 })
    expect(ofBot.days).toEqual([
      { day: '2024-10-03', calls: 1, inputTokens: 1, outputTokens: 1, cost: null },
      { day: '2024-10-04', ...ofBot.today },
    ])
  })
})
