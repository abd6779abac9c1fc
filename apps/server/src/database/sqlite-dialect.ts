import type { DatabaseSync } from 'node:sqlite'
import { setImmediate as nextTurn } from 'node:timers'
import { CompiledQuery, type Driver, SqliteAdapter, SqliteDialect } from 'kysely'
import { cacheStatements } from './sqlite-statements.ts'

/** Queries may hold the event loop for this long before sockets and timers get their turn. */
const HOLD_MS = 10

class TransactionalAdapter extends SqliteAdapter {
  /** SQLite rolls back `create table` as well, so a failed migration leaves nothing behind. */
  override get supportsTransactionalDdl() {
    return true
  }
}

/** Kysely's SQLite dialect over node:sqlite, with what it leaves out for a server. */
export class ImmediateSqliteDialect extends SqliteDialect {
  readonly #sqlite: DatabaseSync

  constructor(sqlite: DatabaseSync) {
    super({ database: cacheStatements(sqlite) })
    this.#sqlite = sqlite
  }

  override createAdapter() {
    return new TransactionalAdapter()
  }

  override createDriver(): Driver {
    const driver = super.createDriver()
    const acquire = driver.acquireConnection.bind(driver)
    const rollback = driver.rollbackTransaction.bind(driver)
    const takeTurns = turnTaking()
    driver.acquireConnection = async (options) => {
      await takeTurns()
      return acquire(options)
    }
    // A deferred `begin` could find the database locked half way, with no way on but to fail.
    driver.beginTransaction = async (connection) => {
      await connection.executeQuery(CompiledQuery.raw('begin immediate'))
    }
    // On a full disk SQLite has rolled back by itself; a second rollback would hide that error behind its own.
    driver.rollbackTransaction = async (connection) => {
      if (this.#sqlite.isTransaction) await rollback(connection)
    }
    return driver
  }
}

/** node:sqlite answers in the same turn of the event loop; without this, many busy callers would stop every timer. */
function turnTaking(): () => Promise<void> {
  let lastTurn = performance.now()
  return async () => {
    if (performance.now() - lastTurn < HOLD_MS) return
    await new Promise<void>((resolve) => nextTurn(resolve))
    lastTurn = performance.now()
  }
}
