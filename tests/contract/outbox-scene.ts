import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import type { Database } from '../../apps/server/src/database/database.ts'
import { openDatabase } from '../../apps/server/src/database/open-database.ts'
import type { Handler, Outcome } from '../../apps/server/src/outbox/handler.ts'
import { createOutbox, type Outbox, type OutboxSettings } from '../../apps/server/src/outbox/outbox.ts'
import { insertOutbox, jobRow, type NewJob } from '../../apps/server/src/store/outbox.ts'
import { type DatabaseKind, preparedDatabase } from '../support/fresh-database.ts'

export const done: Outcome = { status: 'done' }

/** A database, and engines on it that are stopped with it. */
export async function outboxScene(kind: DatabaseKind) {
  const fresh = await preparedDatabase(kind)
  const database = await openDatabase(fresh.settings)
  const opened = [database]
  const engines: Outbox[] = []
  const warnings: string[] = []
  const row = (key: string) =>
    database.db.selectFrom('outbox').selectAll().where('key', '=', key).executeTakeFirstOrThrow()
  return {
    ...{ database, warnings, row },
    /** What a second server would have: on SQLite there is only one, so its engine shares the connection. */
    another: async (): Promise<Database> => {
      if (kind === 'sqlite') return database
      const second = await openDatabase(fresh.settings)
      opened.push(second)
      return second
    },
    engine: (handle: Handler['handle'], settings: Partial<OutboxSettings & Handler> = {}): Outbox => {
      const { concurrency = 8, lanes, leaseMs = 15_000, ...rest } = settings
      const handler = { concurrency, leaseMs, handle, ...(lanes === undefined ? {} : { lanes }) }
      const warn = (message: string) => warnings.push(message)
      const outbox = createOutbox({ database, newId: randomUUID, handlers: { bot_turn: handler }, warn, ...rest })
      engines.push(outbox)
      return outbox
    },
    insert: (...rows: ReturnType<typeof job>[]) => database.transact((tx) => insertOutbox(tx, rows)),
    isDone: async (key: string) => expect((await row(key)).done_at).not.toBeNull(),
    end: async () => {
      for (const engine of engines) await engine.stop(0)
      for (const one of opened) await one.close()
      await fresh.remove()
    },
  }
}

export type OutboxScene = Awaited<ReturnType<typeof outboxScene>>

export const job = (key: string, different: Partial<NewJob> = {}) =>
  jobRow({
    id: `job-${key}`,
    kind: 'bot_turn',
    key,
    teamId: 'team_ada',
    conversationId: null,
    payload: { key },
    createdAt: Date.now(),
    ...different,
  })
