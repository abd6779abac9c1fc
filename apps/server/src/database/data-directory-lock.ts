import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { UnusableDatabase } from './unusable-database.ts'

export type DataDirectoryLock = { release(): void }

const SQLITE_BUSY = 5

/** Held connections are kept reachable: a collected one would close its file and let the lock go. */
const held = new Set<DatabaseSync>()

/**
 * Makes the data directory (readable by its owner only) and takes it for this process, by an exclusive transaction
 * held open on `lock.db`. The operating system lets go of it when the process dies, however it dies, so there is
 * nothing to clean up. Throws UnusableDatabase at once when another server holds it. Nothing else in this process may
 * open `lock.db`: closing any handle of it would drop the lock.
 */
export function lockDataDirectory(dataDir: string): DataDirectoryLock {
  makeDirectory(dataDir)
  const lock = takeLock(dataDir)
  held.add(lock)
  writeFileSync(holderFile(dataDir), `${process.pid} on ${hostname()}\n`)
  return {
    release: () => {
      if (held.delete(lock)) lock.close()
    },
  }
}

function makeDirectory(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw new UnusableDatabase(`DATA_DIR ${dataDir} cannot be made: ${reason(error)}`, { cause: error })
  }
}

function takeLock(dataDir: string): DatabaseSync {
  let lock: DatabaseSync | undefined
  try {
    lock = new DatabaseSync(join(dataDir, 'lock.db'))
    lock.exec('pragma busy_timeout = 0; begin exclusive')
    return lock
  } catch (error) {
    lock?.close()
    throw new UnusableDatabase(explain(error, dataDir), { cause: error })
  }
}

function explain(error: unknown, dataDir: string): string {
  if (!isBusy(error)) return `DATA_DIR ${dataDir} cannot be used: ${reason(error)}`
  return (
    `DATA_DIR ${dataDir} is in use by another Baton server (process ${readHolder(dataDir)}). ` +
    'Stop that one first, or give this one another DATA_DIR; several servers need PostgreSQL (DATABASE_URL).'
  )
}

function isBusy(error: unknown): boolean {
  // The low byte is the error; the rest says in more detail why it was busy.
  return error instanceof Error && 'errcode' in error && (Number(error.errcode) & 0xff) === SQLITE_BUSY
}

/** Only for the message: who holds the lock is decided by the operating system, never by this file. */
function readHolder(dataDir: string): string {
  try {
    return readFileSync(holderFile(dataDir), 'utf8').trim() || 'unknown'
  } catch {
    return 'unknown'
  }
}

const holderFile = (dataDir: string) => join(dataDir, 'lock.holder')

const reason = (error: unknown) => (error instanceof Error ? error.message : String(error))
