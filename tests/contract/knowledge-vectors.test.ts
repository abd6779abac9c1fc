import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openDatabase } from '../../apps/server/src/database/open-database.ts'
import { createSearchByMeaning } from '../../apps/server/src/knowledge/search-by-meaning.ts'
import { openKnowledgeVectors } from '../../apps/server/src/store/knowledge-vectors.ts'
import { robo } from '../support/cast.ts'
import { databaseKinds, type FreshDatabase, preparedDatabase } from '../support/fresh-database.ts'
import { insertTeam } from '../support/open-world.ts'

const parcels = { knowledgeId: 'parcels', title: 'Parcels', url: null, text: 'They take two days.', score: 0 }
const words = { search: async () => [], passages: async () => [parcels], invalidate: () => {} }

describe.each(databaseKinds)('the vectors of what a bot knows on %s', (kind) => {
  let fresh: FreshDatabase
  let database: Awaited<ReturnType<typeof openDatabase>>
  let model: string
  const clock = { now: Date.now() }
  const now = () => clock.now

  beforeEach(async () => {
    fresh = await preparedDatabase(kind)
    database = await openDatabase(fresh.settings)
    await insertTeam(database)
    model = 'one'
  })
  afterEach(async () => {
    await database.close()
    await fresh.remove()
  })

  const open = () => {
    const vectors = openKnowledgeVectors(database, { now, newId: randomUUID })
    const embedderOf = async () => ({ model, embed: async (texts: string[]) => texts.map(() => [1, 0]) })
    return createSearchByMeaning({ words, vectors, embedderOf, now, wake: () => {}, warn: () => {} })
  }
  const due = async () =>
    (await database.db.selectFrom('outbox').select('id').where('done_at', 'is', null).execute()).length

  test('are made again where they are gone: by a model that was set before, or for a text as it was before', async () => {
    const meaning = open()
    const ask = () => meaning.search(robo.id, 'How long does it take?', 5)
    const work = async () => {
      expect(await due()).toBe(1)
      await meaning.fill(robo.id, AbortSignal.timeout(5_000))
      await database.db.updateTable('outbox').set({ done_at: now() }).where('done_at', 'is', null).execute()
      clock.now += 10_000
      expect((await ask()).map(({ title }) => title)).toEqual(['Parcels'])
    }
    for (const next of ['one', 'two']) {
      model = next
      expect(await ask()).toEqual([])
      await work()
    }
    model = 'one'
    clock.now += 10_000
    expect(await ask()).toEqual([])
    // Not at once: a provider that leaves texts out is not asked at every question.
    expect(await due()).toBe(0)
    clock.now += 60_000
    expect(await ask()).toEqual([])
    await work()
  })
})
