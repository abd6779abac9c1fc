import { type Insertable, type Kysely, sql } from 'kysely'
import type { Database } from '../database/database.ts'
import type { Schema } from '../database/schema.ts'
import type { OutboxTable } from '../database/tables/outbox.ts'

export type JobKind = 'bot_turn' | 'timer' | 'webhook' | 'mail' | 'knowledge' | 'summary'

/** A job that must be done after the transaction that inserts it, at least once. */
export type NewJob = {
  id: string
  kind: JobKind
  /** One row for each key, for ever: planning the same effect twice is harmless. */
  key: string
  /** Jobs of one lane share a cap on how many run at once; absent: no cap. */
  lane?: string
  teamId: string
  conversationId: string | null
  /** JSON. No secret in the clear: the row may outlive what it is about. */
  payload: unknown
  createdAt: number
  /** Not before this, in milliseconds; absent: at once. */
  dueAt?: number
}

export type OutboxRow = Insertable<OutboxTable>

/** The row of a new job, for `insertOutbox`. */
export function jobRow(job: NewJob): OutboxRow {
  return {
    id: job.id,
    kind: job.kind,
    key: job.key,
    lane: job.lane ?? null,
    team_id: job.teamId,
    conversation_id: job.conversationId,
    payload: JSON.stringify(job.payload),
    created_at: job.createdAt,
    due_at: job.dueAt ?? job.createdAt,
  }
}

/** PostgreSQL takes 65,535 parameters in one statement, SQLite half of that. */
const ROWS_AT_ONCE = 500

/** How long the keys of finished jobs are remembered, in milliseconds. */
export const KEEP_DONE_MS = 7 * 24 * 3_600_000

/** Inserts jobs in the caller's transaction. A key that is already there is left as it is. */
export async function insertOutbox(tx: Kysely<Schema>, rows: readonly OutboxRow[]): Promise<void> {
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    await tx
      .insertInto('outbox')
      .values(rows.slice(from, from + ROWS_AT_ONCE))
      // Any conflict: what is planned with derived ids has the same id and the same key again.
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
}

/** Ends the unfinished jobs of this key and of those that continue it (`key:…`): another takes their place. */
export async function supersedeJobs(
  tx: Kysely<Schema>,
  jobs: { kind: JobKind; lane: string; key: string; at: number },
): Promise<void> {
  const continued = `${jobs.key}:`
  await tx
    .updateTable('outbox')
    .set({ done_at: jobs.at, lease_until: null, lease_token: null })
    .where('kind', '=', jobs.kind)
    .where('lane', '=', jobs.lane)
    .where('done_at', 'is', null)
    .where('failed_at', 'is', null)
    .where((eb) =>
      eb.or([eb('key', '=', jobs.key), eb(sql<string>`substr(key, 1, ${continued.length})`, '=', continued)]),
    )
    .execute()
}

/** Takes the failed jobs of these deliveries off the list: they are sent again by others. */
export async function forgetFailedDeliveries(
  tx: Kysely<Schema>,
  { teamId, webhookId, ids, at }: { teamId: string; webhookId: string; ids: readonly string[]; at: number },
): Promise<void> {
  const failed = tx.selectFrom('outbox').select(['id', 'key']).where('team_id', '=', teamId)
  const rows = await failed
    .where('failed_at', 'is not', null)
    .where('kind', '=', 'webhook')
    .where('lane', '=', webhookId)
    .execute()
  const wanted = new Set(ids)
  // `webhook:DELIVERY`, and `webhook:DELIVERY:…` of those that were sent again.
  const theirs = rows.filter(({ key }) => wanted.has(key.split(':')[1] ?? '')).map(({ id }) => id)
  for (let from = 0; from < theirs.length; from += ROWS_AT_ONCE) {
    const some = theirs.slice(from, from + ROWS_AT_ONCE)
    await tx.updateTable('outbox').set({ failed_at: null, done_at: at }).where('id', 'in', some).execute()
  }
}

/** How long a job that failed for good can be looked at and tried again, in milliseconds. */
export const KEEP_FAILED_MS = 30 * 24 * 3_600_000

/** Removes up to `limit` jobs that ended longer ago than they are kept; answers how many. */
export async function deleteEnded(database: Database, limit: number): Promise<number> {
  const { db } = database
  const now = await database.now()
  const old = db
    .selectFrom('outbox')
    .select('id')
    .where((eb) => eb.or([eb('done_at', '<', now - KEEP_DONE_MS), eb('failed_at', '<', now - KEEP_FAILED_MS)]))
    .limit(limit)
  const result = await db.deleteFrom('outbox').where('id', 'in', old).executeTakeFirst()
  return Number(result.numDeletedRows)
}
