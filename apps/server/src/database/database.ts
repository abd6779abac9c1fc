import type { Kysely, Transaction } from 'kysely'
import type { Schema } from './schema.ts'

export type Tx = Transaction<Schema>

/** What `Database` is for any set of tables; the server only ever uses `Database`. */
export type DatabaseOf<Tables> = {
  kind: 'sqlite' | 'postgres'
  /**
   * For reads and single statements. Rejects when used inside `transact`, where it would wait for ever for the one
   * SQLite connection, or starve PostgreSQL's pool. Its `transaction`, `connection` and `destroy` throw: use
   * `transact`, `close`.
   */
  db: Kysely<Tables>
  /** The bare instance without that guard, for the accounts library only. Never use it inside `transact`. */
  bare: Kysely<Tables>
  /**
   * One transaction: committed when `work` resolves, rolled back when it rejects. On SQLite it takes the write lock at
   * once; on PostgreSQL it runs again, a few times, when the database gave it up for a conflict or deadlock, so
   * `work` must be repeatable and touch nothing but `tx`. Rejects when nested.
   */
  transact<T>(work: (tx: Transaction<Tables>) => Promise<T>): Promise<T>
  /** Whether a thrown error says that a row with this primary key or unique value is already there. */
  isDuplicate(error: unknown): boolean
  /** Resolves when the database answers; rejects after 2 seconds without an answer. */
  ping(): Promise<void>
  /** Milliseconds since 1970 by the database's own clock, the one clock that all servers share. */
  now(): Promise<number>
  /** Waits a few seconds for what is running, then lets go of everything. May be called again. */
  close(): Promise<void>
}

export type Database = DatabaseOf<Schema>

/** Tells the operator of something that the server survives by itself. */
export type Warn = (message: string, error?: unknown) => void

/** Used where nobody gave a `warn`: nothing may be swallowed in silence. */
export const warnOnProcess: Warn = (message, error) => {
  process.emitWarning(error instanceof Error ? `${message}: ${error.message}` : message, 'BatonWarning')
}
