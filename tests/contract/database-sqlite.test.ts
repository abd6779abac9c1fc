import { statSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { lockDataDirectory } from '../../apps/server/src/database/data-directory-lock.ts'
import type { DatabaseOf } from '../../apps/server/src/database/database.ts'
import { openDatabase } from '../../apps/server/src/database/open-database.ts'
import { openSqlite } from '../../apps/server/src/database/sqlite.ts'
import { holdDatabase } from '../support/database-holder.ts'
import { type FreshDatabase, freshDatabase } from '../support/fresh-database.ts'

type Tables = { notes: { id: number; text: string } }

const notes: Migration = {
  up: async (db) => {
    await db.schema
      .createTable('notes')
      .addColumn('id', 'integer', (c) => c.primaryKey())
      .addColumn('text', 'text', (c) => c.notNull())
      .execute()
  },
}

let fresh: FreshDatabase
beforeEach(async () => {
  fresh = await freshDatabase('sqlite')
})
afterEach(() => fresh.remove())

const open = (migrations: Record<string, Migration> = { '0001-notes': notes }) =>
  openSqlite<Tables>(fresh.settings.dataDir, migrations)

const pragma = async (database: DatabaseOf<Tables>, name: string) => {
  const { rows } = await sql<Record<string, unknown>>`pragma ${sql.raw(name)}`.execute(database.db)
  return Object.values(rows[0] ?? {})[0]
}

describe('the embedded database', () => {
  test('is durable at every commit and holds to its foreign keys', async () => {
    const database = await open()
    expect(await pragma(database, 'journal_mode')).toBe('wal')
    expect(await pragma(database, 'synchronous')).toBe(2)
    expect(await pragma(database, 'foreign_keys')).toBe(1)
    expect(await pragma(database, 'busy_timeout')).toBe(5000)
    await database.close()
  })

  test('is readable by its owner only, in a directory that is made for it', async () => {
    const dataDir = join(fresh.settings.dataDir, 'made', 'for-it')
    const database = await openSqlite<Tables>(dataDir, { '0001-notes': notes })
    expect(statSync(dataDir).mode & 0o777).toBe(0o700)
    for (const file of ['baton.db', 'baton.db-wal', 'baton.db-shm']) {
      expect(statSync(join(dataDir, file)).mode & 0o777).toBe(0o600)
    }
    await database.close()
  })

  test('a migration that fails leaves nothing behind, and the next start can go on', async () => {
    const broken: Migration = {
      up: async (db) => {
        await db.schema.createTable('half').addColumn('id', 'integer').execute()
        throw new Error('the second half is missing')
      },
    }
    await expect(open({ '0001-notes': notes, '0002-broken': broken })).rejects.toThrow(
      'failed in 0002-broken: the second half is missing',
    )
    const database = await open()
    const { rows } = await sql<{
      name: string
    }>`select name from sqlite_schema where name in ('half', 'notes')`.execute(database.db)
    expect(rows.map((row) => row.name)).toEqual(['notes'])
    await database.close()
  })

  test('a statement kept in the cache sees a column that is added later', async () => {
    const database = await open()
    await database.db.insertInto('notes').values({ id: 1, text: 'one' }).execute()
    const all = async () => ({ ...(await database.db.selectFrom('notes').selectAll().executeTakeFirst()) })
    expect(await all()).toEqual({ id: 1, text: 'one' })
    await sql`alter table notes add column colour text default 'blue'`.execute(database.db)
    expect(await all()).toEqual({ id: 1, text: 'one', colour: 'blue' })
    await database.close()
  })

  test('more statements than the cache holds all give their own answers', async () => {
    const database = await open()
    for (let n = 0; n < 1_100; n++) {
      const { rows } = await sql<{ n: number }>`select ${sql.lit(n % 600)} as n`.execute(database.db)
      expect(rows[0]?.n).toBe(n % 600)
    }
    await database.close()
  })

  test('busy callers do not stop the timers of everything else', async () => {
    const database = await open()
    const ticks: number[] = []
    const timer = setInterval(() => ticks.push(performance.now()), 5)
    const until = performance.now() + 400
    const caller = async () => {
      while (performance.now() < until) await database.db.selectFrom('notes').selectAll().execute()
    }
    await Promise.all(Array.from({ length: 16 }, caller))
    clearInterval(timer)
    expect(ticks.length).toBeGreaterThan(10)
    await database.close()
  })

  test('when SQLite has rolled back by itself, its reason comes out and not that of a second rollback', async () => {
    const database = await open()
    await database.db.insertInto('notes').values({ id: 1, text: 'one' }).execute()
    const failing = database.transact(async (tx) => {
      await sql`insert or rollback into notes (id, text) values (1, 'again')`.execute(tx)
    })
    await expect(failing).rejects.toThrow('UNIQUE constraint failed')
    await database.transact(async (tx) => tx.insertInto('notes').values({ id: 2, text: 'two' }).execute())
    await database.close()
  })
})

describe('the lock of a data directory', () => {
  test('refuses a second server at once, names the first, and is free again when that one is closed', async () => {
    const database = await openDatabase(fresh.settings)
    const before = performance.now()
    const second = await holdDatabase(fresh.settings)
    expect(second.outcome).toMatch(/^UnusableDatabase: DATA_DIR .* is in use by another Baton server/)
    expect(second.outcome).toContain(`process ${process.pid} on `)
    expect(performance.now() - before).toBeLessThan(5_000)
    await second.kill()
    await database.close()
    const third = await holdDatabase(fresh.settings)
    expect(third.outcome).toBe('open')
    await third.kill()
  })

  test('is free at once after the holder was killed, and names the holder until then', async () => {
    const holder = await holdDatabase(fresh.settings)
    expect(holder.outcome).toBe('open')
    await expect(openDatabase(fresh.settings)).rejects.toThrow(`process ${holder.pid} on `)
    await holder.kill()
    const database = await openDatabase(fresh.settings)
    await database.ping()
    await database.close()
  })

  test('refuses a second opener in the same process, and keeps the first one safe', async () => {
    const lock = lockDataDirectory(fresh.settings.dataDir)
    expect(() => lockDataDirectory(fresh.settings.dataDir)).toThrow('is in use by another Baton server')
    const other = await holdDatabase(fresh.settings)
    expect(other.outcome).toContain('is in use')
    await other.kill()
    lock.release()
    lock.release()
    lockDataDirectory(fresh.settings.dataDir).release()
  })

  test('is let go when opening fails after it was taken', async () => {
    const broken: Migration = { up: () => Promise.reject(new Error('no')) }
    await expect(open({ '0001-broken': broken })).rejects.toThrow('failed in 0001-broken: no')
    lockDataDirectory(fresh.settings.dataDir).release()
  })

  test('says so when the directory cannot be made', () => {
    expect(() => lockDataDirectory('/dev/null/baton')).toThrow('DATA_DIR /dev/null/baton cannot be made')
  })
})
