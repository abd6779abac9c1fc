import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import type { SqliteDatabase, SqliteStatement } from 'kysely'

/** A prepared statement of node:sqlite in the form that Kysely's SQLite driver expects. */
class Statement implements SqliteStatement {
  readonly reader: boolean
  readonly #sqlite: DatabaseSync
  readonly #sql: string
  readonly #prepared: StatementSync

  constructor(sqlite: DatabaseSync, sql: string) {
    this.#sqlite = sqlite
    this.#sql = sql
    this.#prepared = sqlite.prepare(sql)
    this.reader = this.#prepared.columns().length > 0
  }

  all(parameters: readonly unknown[]) {
    return this.#prepared.all(...(parameters as SQLInputValue[]))
  }

  run(parameters: readonly unknown[]) {
    return this.#prepared.run(...(parameters as SQLInputValue[]))
  }

  iterate(parameters: readonly unknown[]) {
    // A statement of its own: the cached one may be run again by the loop that is reading from it.
    return this.#sqlite.prepare(this.#sql).iterate(...(parameters as SQLInputValue[]))
  }
}

/** The newest `size` statements stay prepared, found again by their text. */
export function cacheStatements(sqlite: DatabaseSync, size = 500): SqliteDatabase {
  const cache = new Map<string, Statement>()
  const prepare = (sql: string): Statement => {
    const statement = cache.get(sql) ?? new Statement(sqlite, sql)
    cache.delete(sql)
    cache.set(sql, statement)
    const oldest = cache.keys().next()
    if (cache.size > size && !oldest.done) cache.delete(oldest.value)
    return statement
  }
  return { prepare, close: () => sqlite.close() }
}
