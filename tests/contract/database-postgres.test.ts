import { sql } from 'kysely'
import { Client } from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test, vi } from 'vitest'
import type { Database } from '../../apps/server/src/database/database.ts'
import { openDatabase } from '../../apps/server/src/database/open-database.ts'
import { checkPostgres } from '../../apps/server/src/database/postgres-checks.ts'
import { openPool } from '../../apps/server/src/database/postgres-pool.ts'
import { holdDatabase } from '../support/database-holder.ts'
import { databaseKinds, type FreshDatabase, freshDatabase } from '../support/fresh-database.ts'
import { type Cluster, startCluster } from '../support/postgres-cluster.ts'
import { asAdmin } from '../support/postgres-databases.ts'

const withoutPostgres = !databaseKinds.includes('postgres')
const team = (id: string) => ({ id, name: id, created_at: 1, deleted_at: null })

describe.skipIf(withoutPostgres)('a PostgreSQL database', () => {
  let fresh: FreshDatabase
  const warn = vi.fn()
  const admin = <T>(work: (admin: Client) => Promise<T>) => asAdmin(inject('postgresUrl') ?? '', work)
  const databaseUrl = () => fresh.settings.databaseUrl ?? ''
  const open = () => openDatabase({ ...fresh.settings, warn })

  beforeEach(async () => {
    warn.mockClear()
    fresh = await freshDatabase('postgres')
  })
  afterEach(() => fresh.remove())

  test('is brought up to date once by three servers that start together on an empty one', async () => {
    const servers = await Promise.all([1, 2, 3].map(() => holdDatabase(fresh.settings)))
    expect(servers.map((server) => server.outcome)).toEqual(['open', 'open', 'open'])
    const database = await open()
    const { rows } = await sql<{ name: string }>`select name from baton_migration order by name`.execute(database.db)
    expect(rows.map((row) => row.name)).toEqual([...new Set(rows.map((row) => row.name))])
    expect(rows.length).toBeGreaterThan(0)
    await database.close()
    for (const server of servers) await server.kill()
  })

  test('keeps its tables in the schema of its search path, apart from another installation', async () => {
    const one = await open()
    await one.db.insertInto('teams').values(team('t1')).execute()
    await sql`create schema elsewhere`.execute(one.db)
    const url = `${databaseUrl()}?options=${encodeURIComponent('-c search_path=elsewhere')}`
    const other = await openDatabase({ ...fresh.settings, databaseUrl: url })
    expect(await other.db.selectFrom('teams').selectAll().execute()).toEqual([])
    await Promise.all([one.close(), other.close()])
  })

  test('is refused when commits are not durable', async () => {
    const name = new URL(databaseUrl()).pathname.slice(1)
    await admin((client) => client.query(`alter database ${name} set synchronous_commit = off`))
    await expect(open()).rejects.toThrow('PostgreSQL runs with synchronous_commit = off')
    await admin((client) => client.query(`alter database ${name} set synchronous_commit = local`))
    const database = await open()
    await database.close()
  })

  test('is refused when it cannot hold every character', async () => {
    const name = `baton_test_latin_${process.pid}`
    await admin((client) => client.query(`create database ${name} template template0 encoding 'LATIN1' locale 'C'`))
    const url = new URL(databaseUrl())
    url.pathname = `/${name}`
    await expect(checkPostgres(url.href)).rejects.toThrow('encoding is LATIN1; Baton needs one with UTF8')
    await admin((client) => client.query(`drop database ${name}`))
  })

  test('that cannot be reached is named without its password', async () => {
    const refused = checkPostgres('postgres://baton:geheim@127.0.0.1:1/baton', 0)
    await expect(refused).rejects.toThrow(
      'DATABASE_URL (postgres://127.0.0.1:1/baton) cannot be used: connect ECONNREFUSED',
    )
    await expect(refused).rejects.not.toThrow('geheim')
    const missing = checkPostgres(databaseUrl().replace(/baton_test_\w+/, 'nowhere'), 0)
    await expect(missing).rejects.toThrow('database "nowhere" does not exist')
  })

  test('gives its sessions their limits and name', async () => {
    const database = await open()
    const { rows } = await sql<Record<string, string>>`select current_setting('statement_timeout') as statement,
      current_setting('idle_in_transaction_session_timeout') as idle,
      current_setting('application_name') as name`.execute(database.db)
    expect(rows[0]).toEqual({ statement: '15s', idle: '30s', name: 'baton' })
    await database.close()
  })

  test('runs both of two transactions that deadlock', async () => {
    const database = await open()
    await database.db
      .insertInto('teams')
      .values([team('t1'), team('t2')])
      .execute()
    let attempts = 0
    const first = barrier(2)
    const touchBoth = (one: string, other: string, mark: string) =>
      database.transact(async (tx) => {
        attempts += 1
        const touch = (id: string) =>
          tx
            .updateTable('teams')
            .set({ name: sql`name || ${mark}` })
            .where('id', '=', id)
            .execute()
        await touch(one)
        await first.reached()
        await touch(other)
      })
    await Promise.all([touchBoth('t1', 't2', '+Ben'), touchBoth('t2', 't1', '+Chidi')])
    const rows = await database.db.selectFrom('teams').select('name').orderBy('id').execute()
    for (const row of rows) expect(row.name.split('+').slice(1).sort()).toEqual(['Ben', 'Chidi'])
    expect(attempts).toBeGreaterThan(2)
    await database.close()
  })

  test('survives the death of a connection that is lent out but idle', async () => {
    const database = await open()
    const failing = database.transact(async (tx) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx)
      await admin((client) => client.query('select pg_terminate_backend($1)', [rows[0]?.pid]))
      await new Promise((resolve) => setTimeout(resolve, 200))
      await tx.insertInto('teams').values(team('t1')).execute()
    })
    await expect(failing).rejects.toThrow()
    await database.db.insertInto('teams').values(team('t2')).execute()
    expect(await database.db.selectFrom('teams').select('id').execute()).toEqual([{ id: 't2' }])
    await database.close()
  })

  test('survives the death of its idle connections, with a warning', async () => {
    const database = await open()
    await database.ping()
    await terminateAll(databaseUrl())
    await vi.waitFor(() =>
      expect(warn).toHaveBeenCalledWith('an idle PostgreSQL connection was lost', expect.anything()),
    )
    await database.ping()
    await database.close()
  })

  test('refuses one caller too many after a while instead of letting it wait for ever', async () => {
    const pool = openPool(databaseUrl(), warn)
    pool.options.connectionTimeoutMillis = 300
    const lent = await Promise.all(Array.from({ length: 16 }, () => pool.connect()))
    await expect(pool.query('select 1')).rejects.toThrow('timeout exceeded when trying to connect')
    for (const client of lent) client.release()
    await pool.query('select 1')
    await pool.end()
  })
})

describe.skipIf(withoutPostgres)('a PostgreSQL server in trouble', () => {
  let cluster: Cluster
  let database: Database
  let settings: { databaseUrl: string; dataDir: string }

  beforeAll(async () => {
    const started = await startCluster()
    if (started === null) throw new Error('no PostgreSQL to put into trouble')
    cluster = started
    settings = { databaseUrl: await cluster.createDatabase(), dataDir: '/nowhere' }
    database = await openDatabase({ ...settings, warn: () => {} })
  })
  afterAll(async () => {
    await database?.close()
    await cluster?.stop()
  })

  test('restarts, and later queries work without the server having been started again', async () => {
    await database.ping()
    await cluster.restart()
    await vi.waitFor(() => database.ping(), { timeout: 10_000, interval: 50 })
    await Promise.all(Array.from({ length: 32 }, () => database.ping()))
  })

  test('is killed in the middle of writing, and every acknowledged row is there afterwards', async () => {
    const acknowledged: string[] = []
    const writer = async (name: string) => {
      for (let n = 0; n < 5_000; n++) {
        const id = `${name}-${n}`
        await database.transact(async (tx) => tx.insertInto('teams').values(team(id)).execute())
        acknowledged.push(id)
      }
    }
    const writing = Promise.allSettled(['Ada', 'Ben', 'Chidi', 'Dana'].map(writer))
    await vi.waitFor(() => expect(acknowledged.length).toBeGreaterThan(100), { timeout: 10_000 })
    await cluster.kill()
    expect((await writing).map((end) => end.status)).toEqual(['rejected', 'rejected', 'rejected', 'rejected'])
    await expect(database.ping()).rejects.toThrow()
    await cluster.restart()
    await vi.waitFor(() => database.ping(), { timeout: 10_000, interval: 50 })
    const rows = await database.db.selectFrom('teams').select('id').execute()
    const there = new Set(rows.map((row) => row.id))
    expect(acknowledged.filter((id) => !there.has(id))).toEqual([])
  })

  test('does not answer: a ping gives up in time, and works again when the server goes on', async () => {
    const thaw = cluster.freeze()
    try {
      const before = performance.now()
      await expect(database.ping()).rejects.toThrow('PostgreSQL did not answer in time')
      expect(performance.now() - before).toBeLessThan(3_000)
    } finally {
      thaw()
    }
    await vi.waitFor(() => database.ping(), { timeout: 10_000 })
  })

  test('does not answer: the connection that waited in vain is thrown away and not lent again', async () => {
    const pool = openPool(settings.databaseUrl, () => {}, 300)
    const client = await pool.connect()
    const thaw = cluster.freeze()
    try {
      await expect(client.query('select 1')).rejects.toThrow('Query read timeout')
    } finally {
      thaw()
    }
    client.release()
    await vi.waitFor(() => expect(pool.totalCount).toBe(0))
    await vi.waitFor(() => pool.query('select 1'))
    await pool.end()
  })

  test('is refused when it does not write to disk', async () => {
    await asAdmin(cluster.adminUrl, (admin) => admin.query('alter system set fsync = off'))
    await cluster.restart()
    await expect(openDatabase(settings)).rejects.toThrow('PostgreSQL runs with fsync = off')
    await asAdmin(cluster.adminUrl, (admin) => admin.query('alter system reset fsync'))
    await cluster.restart()
    await checkPostgres(settings.databaseUrl)
  })

  test('is waited for a little when it starts later than we do', async () => {
    await cluster.kill()
    const checking = checkPostgres(settings.databaseUrl)
    await new Promise((resolve) => setTimeout(resolve, 400))
    await cluster.restart()
    expect(await checking).toBe('public')
  })
})

async function terminateAll(databaseUrl: string): Promise<void> {
  const client = new Client({ connectionString: databaseUrl })
  await client.connect()
  await client.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
  )
  await client.end()
}

/** Holds back the first `count` who reach it until all of them have; later ones pass. */
function barrier(count: number): { reached(): Promise<void> } {
  let missing = count
  const { promise, resolve } = Promise.withResolvers<void>()
  return {
    reached: () => {
      missing -= 1
      if (missing <= 0) resolve()
      return promise
    },
  }
}
