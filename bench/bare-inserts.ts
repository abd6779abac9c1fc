import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Pool } from 'pg'
import type { Ground } from './ground.ts'

export type BareInserts = {
  /** Commits one row durably: one prepared INSERT and nothing else. */
  insert: () => Promise<unknown>
  /** How many can be under way at once: a connection each on PostgreSQL, one on SQLite. */
  atOnce: number
  close: () => Promise<void>
}

/** About what a message is when it is stored. */
const DATA = JSON.stringify({ type: 'message.sent', data: { text: 'x'.repeat(200) } })

/** A table of its own on the same kind of database, on the same disk, as durable as Baton's. */
export async function openBareInserts(ground: Ground, atOnce: number): Promise<BareInserts> {
  return ground.makeDatabase === null ? onSqlite() : onPostgres(await ground.makeDatabase(), atOnce)
}

function onSqlite(): BareInserts {
  const folder = mkdtempSync(join(tmpdir(), 'baton-bench-'))
  const sqlite = new DatabaseSync(join(folder, 'bare.db'))
  sqlite.exec('pragma journal_mode = wal; pragma synchronous = full')
  sqlite.exec('create table bare (id text primary key, data text not null)')
  const prepared = sqlite.prepare('insert into bare values (?, ?)')
  return {
    insert: async () => prepared.run(randomUUID(), DATA),
    atOnce: 1,
    close: async () => {
      sqlite.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function onPostgres(connectionString: string, atOnce: number): Promise<BareInserts> {
  const pool = new Pool({ connectionString, max: atOnce })
  await pool.query('create table bare (id text primary key, data text not null)')
  const statement = { name: 'bare', text: 'insert into bare values ($1, $2)' }
  return {
    insert: () => pool.query({ ...statement, values: [randomUUID(), DATA] }),
    atOnce,
    close: () => pool.end(),
  }
}
