import { Kysely, PostgresDialect, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import type { Pool } from 'pg'
import { type DatabaseOf, type Warn, warnOnProcess } from './database.ts'
import { migrate } from './migrate.ts'
import { checkPostgres } from './postgres-checks.ts'
import { openPatientPool, openPool } from './postgres-pool.ts'
import { retryConflicts } from './retry-conflicts.ts'
import { withinTime } from './time-limit.ts'
import { guardTransactions } from './transaction-guard.ts'

const PING_MS = 2_000
const CLOSE_MS = 5_000
const DUPLICATE = '23505'

/**
 * Opens a PostgreSQL database, after looking whether it is fit for use, and brings its tables up to date; any number of
 * servers may do so at once. Throws UnusableDatabase when it is not fit or newer than this program.
 */
export async function openPostgres<Tables>(
  databaseUrl: string,
  migrations: Record<string, Migration>,
  warn: Warn = warnOnProcess,
): Promise<DatabaseOf<Tables>> {
  const schema = await checkPostgres(databaseUrl)
  await migratePostgres(databaseUrl, migrations, schema, warn)
  const pool = openPool(databaseUrl, warn)
  return present(new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }), pool)
}

/** On connections of their own: a step over a large table may take longer than a statement is given otherwise. */
async function migratePostgres(url: string, migrations: Record<string, Migration>, schema: string, warn: Warn) {
  const pool = openPatientPool(url, warn)
  try {
    await migrate(new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) }), migrations, schema)
  } finally {
    await pool.end()
  }
}

function present<Tables>(bare: Kysely<Tables>, pool: Pool): DatabaseOf<Tables> {
  const { db, transact } = guardTransactions(bare)
  return {
    kind: 'postgres',
    db,
    bare,
    transact: (work) => retryConflicts(() => transact(work)),
    isDuplicate: (error) => error instanceof Error && 'code' in error && error.code === DUPLICATE,
    ping: async () => {
      await withinTime(PING_MS, sql`select 1`.execute(bare), 'PostgreSQL did not answer in time')
    },
    now: async () => {
      const clock = sql<{ now: number }>`select round(extract(epoch from clock_timestamp()) * 1000)::bigint as now`
      const { rows } = await clock.execute(db)
      if (rows[0] === undefined) throw new Error('PostgreSQL did not tell the time')
      return rows[0].now
    },
    close: () => close(pool),
  }
}

async function close(pool: Pool): Promise<void> {
  if (pool.ending) return
  await withinTime(CLOSE_MS, pool.end(), 'PostgreSQL connections were still busy').catch(() => {})
}
