import { type Insertable, type Kysely, type Selectable, sql } from 'kysely'
import type { Database } from '../database/database.ts'
import type { Schema } from '../database/schema.ts'
import type { WebhookDeliveriesTable } from '../database/tables/outbox.ts'
import { fromCursor, pageOf } from './cursors.ts'
import { insertOutbox, type OutboxRow, supersedeJobs } from './outbox.ts'

export type DeliveryRow = Insertable<WebhookDeliveriesTable>
export type DeliveryRecord = Selectable<WebhookDeliveriesTable>
type Paging = { limit: number; cursor?: string | undefined }

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

/** What the sender needs to know: the delivery, and what its webhook and bot are like now. */
export type Sending = {
  id: string
  webhookId: string
  messageId: string
  type: string
  body: string
  status: DeliveryRecord['status']
  attempts: number
  /** A test has no conversation. */
  test: boolean
  url: string
  enabled: boolean
  webhookDeleted: boolean
  botDeleted: boolean
  secretSealed: string
  previousSecretSealed: string | null
  previousSecretUntil: number | null
}

/** What one attempt brought. */
export type Attempt = {
  at: number
  status: 'waiting' | 'delivered' | 'failed'
  nextAttemptAt: number | null
  responseStatus: number | null
  responseBody: string | null
  error: string | null
  durationMs: number
}

export type Deliveries = ReturnType<typeof openDeliveries>

export function openDeliveries(database: Database) {
  const { db } = database
  return {
    sending: (id: string) => readSending(database, id),
    record: (id: string, attempt: Attempt) => record(db, id, attempt),
    cancel: async (id: string): Promise<void> => {
      await cancelWhere(db, 'id', id)
    },
    /** The receiver is gone for good: the attempt is kept, the webhook is switched off, all that waits is cancelled. */
    recordGone: (sending: Sending, attempt: Attempt) =>
      database.transact(async (tx) => {
        await record(tx, sending.id, attempt)
        const off = { enabled: 0, disabled_reason: 'gone', updated_at: attempt.at } as const
        await tx.updateTable('webhooks').set(off).where('id', '=', sending.webhookId).execute()
        await cancelWaiting(tx, sending.webhookId)
      }),
    /** What waits for a webhook is not sent any more. Tests go out, for they are sent to disabled webhooks too. */
    cancelWaiting: (webhookId: string) => cancelWaiting(db, webhookId),
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
    page: (webhookId: string, paging: Paging) => readPage(database, webhookId, paging),
    /** Sends a delivery again at once, instead of whenever it would have been tried next. */
    requeue: (delivery: DeliveryRecord, job: OutboxRow) => requeue(database, delivery, job),
  }
}

async function readSending({ db }: Database, id: string): Promise<Sending | null> {
  const row = await db
    .selectFrom('webhook_deliveries as delivery')
    .innerJoin('webhooks as webhook', 'webhook.id', 'delivery.webhook_id')
    .innerJoin('bots as bot', 'bot.id', 'webhook.bot_id')
    .select(['delivery.id', 'delivery.webhook_id', 'delivery.message_id', 'delivery.type', 'delivery.body'])
    .select(['delivery.status', 'delivery.attempts', 'delivery.conversation_id', 'webhook.url', 'webhook.enabled'])
    .select(['webhook.deleted_at', 'webhook.secret_encrypted', 'webhook.previous_secret_encrypted'])
    .select(['webhook.previous_secret_until', 'bot.deleted_at as bot_deleted_at'])
    .where('delivery.id', '=', id)
    .executeTakeFirst()
  if (row === undefined) return null
  return {
    id: row.id,
    webhookId: row.webhook_id,
    messageId: row.message_id,
    type: row.type,
    body: row.body,
    status: row.status,
    attempts: row.attempts,
    test: row.conversation_id === null,
    url: row.url,
    enabled: row.enabled === 1,
    webhookDeleted: row.deleted_at !== null,
    botDeleted: row.bot_deleted_at !== null,
    secretSealed: row.secret_encrypted,
    previousSecretSealed: row.previous_secret_encrypted,
    previousSecretUntil: row.previous_secret_until,
  }
}

/** A failure does not bring back what was cancelled while it was tried; a success stands whatever happened meanwhile. */
async function record(db: Kysely<Schema>, id: string, attempt: Attempt): Promise<void> {
  const over = sql<boolean>`status = 'cancelled' and ${attempt.status} <> 'delivered'`
  await db
    .updateTable('webhook_deliveries')
    .set((eb) => ({
      status: sql<DeliveryRecord['status']>`case when ${over} then 'cancelled' else ${attempt.status} end`,
      next_attempt_at: sql<
        number | null
      >`case when ${over} then null else cast(${attempt.nextAttemptAt} as bigint) end`,
      attempts: eb('attempts', '+', 1),
      last_attempt_at: attempt.at,
      response_status: attempt.responseStatus,
      response_body: attempt.responseBody,
      error: attempt.error,
      duration_ms: attempt.durationMs,
    }))
    .where('id', '=', id)
    .execute()
}

async function cancelWaiting(db: Kysely<Schema>, webhookId: string): Promise<void> {
  await cancelWhere(db, 'webhook_id', webhookId)
}

async function cancelWhere(db: Kysely<Schema>, column: 'id' | 'webhook_id', value: string): Promise<void> {
  const cancelled = db.updateTable('webhook_deliveries').set({ status: 'cancelled', next_attempt_at: null })
  const waiting = cancelled.where(column, '=', value).where('status', '=', 'waiting')
  await (column === 'id' ? waiting : waiting.where('conversation_id', 'is not', null)).execute()
}

async function readPage({ db }: Database, webhookId: string, { limit, cursor }: Paging) {
  const after = fromCursor(cursor)
  let query = db.selectFrom('webhook_deliveries').selectAll().where('webhook_id', '=', webhookId)
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
    await insertOutbox(tx, [job])
    await tx
      .updateTable('webhook_deliveries')
      .set({ status: 'waiting', next_attempt_at: job.due_at })
      .where('id', '=', delivery.id)
      .execute()
  })
}
