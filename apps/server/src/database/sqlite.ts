import { closeSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { type DataDirectoryLock, lockDataDirectory } from './data-directory-lock.ts'
import type { DatabaseOf } from './database.ts'
import { migrate } from './migrate.ts'
import { ImmediateSqliteDialect } from './sqlite-dialect.ts'
import { withinTime } from './time-limit.ts'
import { guardTransactions } from './transaction-guard.ts'
import { UnusableDatabase } from './unusable-database.ts'

const PING_MS = 2_000
const CLOSE_MS = 5_000

/** SQLITE_CONSTRAINT_PRIMARYKEY, _UNIQUE and _ROWID. */
const DUPLICATE = new Set([1555, 2067, 2579])

/**
 * Opens the embedded database `baton.db` of a data directory for this process alone and brings its tables up to date.
 * Throws UnusableDatabase when another server holds the directory or the database is newer than this program.
 */
export async function openSqlite<Tables>(
  dataDir: string,
  migrations: Record<string, Migration>,
): Promise<DatabaseOf<Tables>> {
  const lock = lockDataDirectory(dataDir)
  let sqlite: DatabaseSync | undefined
  try {
    sqlite = openFile(join(dataDir, 'baton.db'))
    const bare = new Kysely<Tables>({ dialect: new ImmediateSqliteDialect(sqlite) })
    await migrate(bare, migrations)
    return present(bare, sqlite, lock)
  } catch (error) {
    if (sqlite?.isOpen) sqlite.close()
    lock.release()
    throw error
  }
}

function openFile(path: string): DatabaseSync {
  // Made first, for its owner only; SQLite gives its side files the same mode.
  closeSync(openSync(path, 'a', 0o600))
  const sqlite = new DatabaseSync(path)
  const mode = sqlite.prepare('pragma journal_mode = wal').get()
  if (mode?.journal_mode !== 'wal') {
    sqlite.close()
    throw new UnusableDatabase(`${path} cannot use a write-ahead log: DATA_DIR must be on a local disk.`)
  }
  sqlite.exec('pragma synchronous = full; pragma foreign_keys = on; pragma busy_timeout = 5000')
  return sqlite
}

function present<Tables>(bare: Kysely<Tables>, sqlite: DatabaseSync, lock: DataDirectoryLock): DatabaseOf<Tables> {
  const { db, transact } = guardTransactions(bare)
  return {
    kind: 'sqlite',
    db,
    bare,
    transact,
    isDuplicate: (error) => error instanceof Error && 'errcode' in error && DUPLICATE.has(Number(error.errcode)),
    ping: async () => {
      const answer = sql`select count(*) from sqlite_schema`.execute(bare)
      await withinTime(PING_MS, answer, 'the embedded database did not answer in time')
    },
    now: async () => {
      const clock = sql<{ now: number }>`select cast(round(unixepoch('subsec') * 1000) as integer) as now`
      const { rows } = await clock.execute(db)
      if (rows[0] === undefined) throw new Error('the embedded database did not tell the time')
      return rows[0].now
    },
    close: () => close(bare, sqlite, lock),
  }
}

async function close<Tables>(bare: Kysely<Tables>, sqlite: DatabaseSync, lock: DataDirectoryLock): Promise<void> {
  if (!sqlite.isOpen) return
  try {
    const turn = bare.connection().execute(async () => {})
    await withinTime(CLOSE_MS, turn, 'still busy').catch(() => {})
    await bare.destroy()
  } finally {
    if (sqlite.isOpen) sqlite.close()
    lock.release()
  }
}
