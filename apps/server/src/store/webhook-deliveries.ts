import type { Insertable, Kysely, Selectable } from 'kysely'
import type { Database } from '../database/database.ts'
import type { Schema } from '../database/schema.ts'
import type { WebhookAttemptsTable, WebhookDeliveriesTable } from '../database/tables/outbox.ts'
import { fromCursor, pageOf } from './cursors.ts'
import { forgetFailedDeliveries, insertOutbox, type OutboxRow, supersedeJobs } from './outbox.ts'

export type DeliveryRow = Insertable<WebhookDeliveriesTable>
export type DeliveryRecord = Selectable<WebhookDeliveriesTable>
export type AttemptRecord = Selectable<WebhookAttemptsTable>
type Paging = { limit: number; cursor?: string | undefined; status?: DeliveryRow['status'] | undefined }

const ROWS_AT_ONCE = 500

/** Inserts deliveries in the caller's transaction. What is already there is left as it is. */
export async function insertDeliveries(tx: Kysely<Schema>, rows: readonly DeliveryRow[]): Promise<void> {
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    await tx
      .insertInto('webhook_deliveries')
      .values(rows.slice(from, from + ROWS_AT_ONCE))
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
}

export type Deliveries = ReturnType<typeof openDeliveries>

/** The log of what was and will be sent. */
export function openDeliveries(database: Database) {
  const { db } = database
  return {
    insert: (delivery: DeliveryRow, job: OutboxRow) =>
      database.transact(async (tx) => {
        await insertDeliveries(tx, [delivery])
        await insertOutbox(tx, [job])
      }),
    find: async (webhookId: string, id: string): Promise<DeliveryRecord | null> => {
      const found = db.selectFrom('webhook_deliveries').selectAll().where('webhook_id', '=', webhookId)
      return (await found.where('id', '=', id).executeTakeFirst()) ?? null
    },
    /** Newest first. */
    attempts: (deliveryId: string): Promise<AttemptRecord[]> =>
      db
        .selectFrom('webhook_attempts')
        .selectAll()
        .where('delivery_id', '=', deliveryId)
        .orderBy('at', 'desc')
        .orderBy('id', 'desc')
        .execute(),
    /** Newest first. */
    page: (webhookId: string, paging: Paging) => readPage(database, webhookId, paging),
    /** Sends a delivery again at once, instead of whenever it would have been tried next. */
    requeue: (delivery: DeliveryRecord, job: OutboxRow) => requeue(database, delivery, job),
  }
}

/** What waits for a webhook, or is kept for it, is not sent any more. Tests go out, for they are sent to disabled webhooks too. */
export async function cancelOpen(db: Kysely<Schema>, webhookId: string): Promise<void> {
  await db
    .updateTable('webhook_deliveries')
    .set({ status: 'cancelled', next_attempt_at: null })
    .where('webhook_id', '=', webhookId)
    .where('status', 'in', ['waiting', 'held'])
    .where('conversation_id', 'is not', null)
    .execute()
}

async function readPage({ db }: Database, webhookId: string, { limit, cursor, status }: Paging) {
  const after = fromCursor(cursor)
  let query = db.selectFrom('webhook_deliveries').selectAll().where('webhook_id', '=', webhookId)
  if (status !== undefined) query = query.where('status', '=', status)
  if (after !== null) {
    const [at, id] = after
    query = query.where((eb) =>
      eb.or([eb('created_at', '<', at), eb.and([eb('created_at', '=', at), eb('id', '<', id)])]),
    )
  }
  const rows = await query
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  return pageOf(rows, limit, { item: (row) => row, position: (row) => [row.created_at, row.id] })
}

function requeue(database: Database, delivery: DeliveryRecord, job: OutboxRow): Promise<void> {
  return database.transact(async (tx) => {
    const lane = delivery.webhook_id
    await supersedeJobs(tx, { kind: 'webhook', lane, key: `webhook:${delivery.id}`, at: job.created_at })
    const again = { teamId: delivery.team_id, webhookId: lane, ids: [delivery.id], at: job.created_at }
    await forgetFailedDeliveries(tx, again)
    await insertOutbox(tx, [job])
    await tx
      .updateTable('webhook_deliveries')
      .set({ status: 'waiting', next_attempt_at: job.due_at })
      .where('id', '=', delivery.id)
      .execute()
  })
}

/** Removes up to `limit` deliveries from before this time that nothing waits for, with their attempts; answers how many. */
export async function deleteOldDeliveries({ db }: Database, before: number, limit: number): Promise<number> {
  const old = db
    .selectFrom('webhook_deliveries')
    .select('id')
    .where('created_at', '<', before)
    .where('status', '<>', 'waiting')
    .orderBy('created_at')
    .limit(limit)
  const result = await db.deleteFrom('webhook_deliveries').where('id', 'in', old).executeTakeFirst()
  return Number(result.numDeletedRows)
}
