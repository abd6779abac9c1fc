import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Database } from '../../apps/server/src/database/database.ts'
import { openDatabase } from '../../apps/server/src/database/open-database.ts'
import { databaseKinds, type FreshDatabase, freshDatabase } from '../support/fresh-database.ts'

describe.each(databaseKinds)('the database on %s', (kind) => {
  let fresh: FreshDatabase
  let database: Database

  beforeEach(async () => {
    fresh = await freshDatabase(kind)
    database = await openDatabase(fresh.settings)
  })

  afterEach(async () => {
    await database.close()
    await fresh.remove()
  })

  const names = async () => {
    const rows = await database.db.selectFrom('teams').select('name').orderBy('id').execute()
    return rows.map((row) => row.name)
  }
  const team = (id: string, name: string) => ({ id, name, created_at: 1, deleted_at: null })

  test('says which kind it is and answers a ping', async () => {
    expect(database.kind).toBe(kind)
    await database.ping()
  })

  test('what a transaction wrote is there after it', async () => {
    const answer = await database.transact(async (tx) => {
      await tx.insertInto('teams').values(team('t1', 'Lighthouse')).execute()
      return 'written'
    })
    expect(answer).toBe('written')
    expect(await names()).toEqual(['Lighthouse'])
  })

  test('nothing of a transaction that throws is there, and its own error comes out', async () => {
    const failing = database.transact(async (tx) => {
      await tx.insertInto('teams').values(team('t1', 'Lighthouse')).execute()
      expect(await tx.selectFrom('teams').selectAll().execute()).toHaveLength(1)
      throw new Error('Ada changed her mind')
    })
    await expect(failing).rejects.toThrow('Ada changed her mind')
    expect(await names()).toEqual([])
  })

  test('it is still there after closing and opening again', async () => {
    await database.db.insertInto('teams').values(team('t1', 'Lighthouse')).execute()
    await database.close()
    database = await openDatabase(fresh.settings)
    expect(await names()).toEqual(['Lighthouse'])
  })

  test('the outer database is refused inside a transaction instead of hanging', async () => {
    const misuse = database.transact(async () => database.db.selectFrom('teams').selectAll().execute())
    await expect(misuse).rejects.toThrow('the outer database was used inside a transaction')
    const raw = database.transact(async () => sql`select 1`.execute(database.db))
    await expect(raw).rejects.toThrow('the outer database was used inside a transaction')
    await expect(database.transact(async () => database.now())).rejects.toThrow('inside a transaction')
  })

  test('a transaction inside a transaction is refused instead of hanging', async () => {
    const nested = database.transact(async () => database.transact(async () => 1))
    await expect(nested).rejects.toThrow('transact was called inside a transaction')
  })

  test('the ways round the guard are closed', () => {
    expect(() => database.db.transaction()).toThrow('call transact()')
    expect(() => database.db.startTransaction()).toThrow('call transact()')
    expect(() => database.db.connection()).toThrow('call transact()')
    expect(() => database.db.destroy()).toThrow('call close()')
  })

  test('what a transaction set off may use the database once the transaction is over', async () => {
    let later: Promise<string[]> | undefined
    await database.transact(async (tx) => {
      await tx.insertInto('teams').values(team('t1', 'Lighthouse')).execute()
      later = new Promise((resolve) => setTimeout(() => resolve(names()), 50))
    })
    expect(await later).toEqual(['Lighthouse'])
  })

  test('of many transactions at once that each count one up, none is lost', async () => {
    await database.db.insertInto('settings').values({ key: 'count', value: '0' }).execute()
    const countUp = () =>
      database.transact(async (tx) => {
        const increment = sql<string>`cast(cast(value as integer) + 1 as text)`
        await tx.updateTable('settings').set({ value: increment }).where('key', '=', 'count').execute()
      })
    await Promise.all(Array.from({ length: 40 }, countUp))
    const row = await database.db.selectFrom('settings').select('value').where('key', '=', 'count').executeTakeFirst()
    expect(row?.value).toBe('40')
  })

  test('a second row with the same key is told from every other error', async () => {
    const insert = () => database.db.insertInto('teams').values(team('t1', 'Lighthouse')).execute()
    await insert()
    expect(database.isDuplicate(await errorOf(insert()))).toBe(true)
    const missingTable = sql`select * from nowhere`.execute(database.db)
    expect(database.isDuplicate(await errorOf(missingTable))).toBe(false)
    const missingName = sql`insert into teams (id, created_at) values ('t2', 1)`.execute(database.db)
    expect(database.isDuplicate(await errorOf(missingName))).toBe(false)
    expect(database.isDuplicate(undefined)).toBe(false)
  })

  test('a second row with the same unique value is a duplicate too', async () => {
    await sql`create table seats (id integer primary key, holder text unique)`.execute(database.db)
    await sql`insert into seats (id, holder) values (1, 'Ben')`.execute(database.db)
    const again = sql`insert into seats (id, holder) values (2, 'Ben')`.execute(database.db)
    expect(database.isDuplicate(await errorOf(again))).toBe(true)
  })

  test('a child without its parent is refused', async () => {
    await sql`create table desks (id integer primary key, team_id text references teams (id))`.execute(database.db)
    const orphan = sql`insert into desks (id, team_id) values (1, 'nobody')`.execute(database.db)
    await expect(orphan).rejects.toThrow(/foreign key/i)
  })

  test('times in milliseconds and flags come back as the numbers they were', async () => {
    const latest = Number.MAX_SAFE_INTEGER
    await database.db
      .insertInto('teams')
      .values({ ...team('t1', 'Lighthouse'), created_at: 1_795_305_600_123, deleted_at: latest })
      .execute()
    const row = await database.db.selectFrom('teams').selectAll().executeTakeFirst()
    expect({ ...row }).toEqual({ id: 't1', name: 'Lighthouse', created_at: 1_795_305_600_123, deleted_at: latest })
    await sql`create table flags (raised integer not null)`.execute(database.db)
    await sql`insert into flags (raised) values (${0}), (${1})`.execute(database.db)
    const flags = await sql<{ raised: number }>`select raised from flags order by raised`.execute(database.db)
    expect(flags.rows.map((flag) => flag.raised)).toEqual([0, 1])
  })

  test('counts are numbers', async () => {
    await database.db.insertInto('teams').values(team('t1', 'Lighthouse')).execute()
    const row = await database.db
      .selectFrom('teams')
      .select((all) => [all.fn.countAll<number>().as('count'), all.fn.max('created_at').as('latest')])
      .executeTakeFirst()
    expect({ ...row }).toEqual({ count: 1, latest: 1 })
  })

  test('an integer too large for a number is an error and never a wrong number', async () => {
    const huge = sql`select cast(9007199254740993 as bigint) as huge`.execute(database.db)
    await expect(huge).rejects.toThrow(RangeError)
  })

  test('every character of every language comes back', async () => {
    const name = 'Zoë 張 👩🏽‍🚀 \u{10FFFF}'
    await database.db.insertInto('teams').values(team('t1', name)).execute()
    expect(await names()).toEqual([name])
  })

  test('its clock tells milliseconds since 1970 and goes on', async () => {
    const first = await database.now()
    expect(Number.isInteger(first)).toBe(true)
    expect(Math.abs(first - Date.now())).toBeLessThan(60_000)
    await vi.waitFor(async () => expect(await database.now()).toBeGreaterThan(first))
  })

  test('a database of a newer version is refused with a sentence, and left as it is', async () => {
    await sql`insert into baton_migration (name, timestamp) values ('9999-tomorrow', '2030-01-01T00:00:00.000Z')`.execute(
      database.db,
    )
    await database.close()
    const opening = openDatabase(fresh.settings)
    await expect(opening).rejects.toThrow(/newer version of Baton: it has had 9999-tomorrow/)
    await expect(openDatabase(fresh.settings)).rejects.toHaveProperty('name', 'UnusableDatabase')
  })

  test('closing waits for a transaction that is under way', async () => {
    const begun = Promise.withResolvers<void>()
    const mayGo = Promise.withResolvers<void>()
    const writing = database.transact(async (tx) => {
      await tx.insertInto('teams').values(team('t1', 'Lighthouse')).execute()
      begun.resolve()
      await mayGo.promise
    })
    await begun.promise
    const closing = database.close()
    setTimeout(() => mayGo.resolve(), 50)
    await Promise.all([writing, closing])
    database = await openDatabase(fresh.settings)
    expect(await names()).toEqual(['Lighthouse'])
  })

  test('it can be closed twice, and refuses work afterwards', async () => {
    await database.close()
    await database.close()
    await expect(names()).rejects.toThrow()
    await expect(database.ping()).rejects.toThrow()
    await expect(database.transact(async () => 1)).rejects.toThrow()
  })
})

async function errorOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => undefined,
    (error: unknown) => error,
  )
}
