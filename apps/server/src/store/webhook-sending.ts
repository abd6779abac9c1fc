import { type Kysely, sql } from 'kysely'
import type { Database } from '../database/database.ts'
import type { Schema } from '../database/schema.ts'
import { type Attempt, type RecordRules, recordAttempt } from './webhook-attempts.ts'
import type { DeliveryRow } from './webhook-deliveries.ts'

/** What the sender reads and writes besides the attempt itself. */
export function openSending(database: Database) {
  return {
    read: (id: string) => readSending(database, id),
    earlierWaiting: (sending: Sending) => earlierWaiting(database, sending),
    /** An earlier one of its conversation has not arrived, and is waited for no longer. */
    markOutOfOrder: async (id: string): Promise<void> => {
      await waiting(database.db, id).set({ out_of_order: 1 }).execute()
    },
    /** Says when a delivery is tried that was put off without an attempt. */
    putOff: async (id: string, until: number): Promise<void> => {
      await waiting(database.db, id).set({ next_attempt_at: until }).execute()
    },
    /** Ends a delivery without an attempt: nobody wants it, or it is kept for later. */
    setAside: async (id: string, status: 'cancelled' | 'held'): Promise<void> => {
      await waiting(database.db, id).set({ status, next_attempt_at: null }).execute()
    },
    record: (sending: Sending, attempt: Attempt, rules: RecordRules) =>
      recordAttempt(database, sending, attempt, rules),
  }
}

/** What the sender needs to know: the delivery, and what its webhook and bot are like now. */
export type Sending = {
  id: string
  webhookId: string
  messageId: string
  teamId: string
  conversationId: string | null
  sequence: number | null
  type: string
  body: string
  status: DeliveryRow['status']
  queuedAt: number
  attempts: number
  /** A test has no conversation. */
  test: boolean
  url: string
  enabled: boolean
  disabledReason: 'gone' | 'failing' | null
  inOrder: boolean
  pausedUntil: number | null
  webhookDeleted: boolean
  botDeleted: boolean
  secretSealed: string
  previousSecretSealed: string | null
  previousSecretUntil: number | null
}

/** The delivery with its webhook; null when it is no longer in the log. */
async function readSending({ db }: Database, id: string): Promise<Sending | null> {
  const row = await db
    .selectFrom('webhook_deliveries as delivery')
    .innerJoin('webhooks as webhook', 'webhook.id', 'delivery.webhook_id')
    .innerJoin('bots as bot', 'bot.id', 'webhook.bot_id')
    .select(['delivery.id', 'delivery.webhook_id', 'delivery.message_id', 'delivery.type', 'delivery.body'])
    .select(['delivery.status', 'delivery.attempts', 'delivery.conversation_id', 'delivery.sequence'])
    .select([
      'delivery.queued_at',
      'delivery.team_id',
      'webhook.url',
      'webhook.enabled',
      'webhook.disabled_reason',
      'webhook.in_order',
    ])
    .select(['webhook.paused_until', 'webhook.deleted_at', 'webhook.secret_encrypted'])
    .select(['webhook.previous_secret_encrypted', 'webhook.previous_secret_until', 'bot.deleted_at as bot_deleted_at'])
    .where('delivery.id', '=', id)
    .executeTakeFirst()
  if (row === undefined) return null
  return {
    id: row.id,
    webhookId: row.webhook_id,
    messageId: row.message_id,
    teamId: row.team_id,
    conversationId: row.conversation_id,
    sequence: row.sequence,
    type: row.type,
    body: row.body,
    status: row.status,
    queuedAt: row.queued_at,
    attempts: row.attempts,
    test: row.conversation_id === null,
    url: row.url,
    enabled: row.enabled === 1,
    disabledReason: row.disabled_reason,
    inOrder: row.in_order === 1,
    pausedUntil: row.paused_until,
    webhookDeleted: row.deleted_at !== null,
    botDeleted: row.bot_deleted_at !== null,
    secretSealed: row.secret_encrypted,
    previousSecretSealed: row.previous_secret_encrypted,
    previousSecretUntil: row.previous_secret_until,
  }
}

/**
 * The delivery of the same conversation that must arrive first: an earlier event's, to the same URL by a webhook that keeps
 * order; of several the one that was queued last. Null when nothing is in the way.
 */
async function earlierWaiting(
  { db }: Database,
  { conversationId, sequence, url, queuedAt }: Sending,
): Promise<{ queuedAt: number; nextAttemptAt: number | null } | null> {
  if (conversationId === null || sequence === null) return null
  const earlier = db
    .selectFrom('webhook_deliveries as delivery')
    .innerJoin('webhooks as webhook', 'webhook.id', 'delivery.webhook_id')
    .select(['delivery.queued_at', 'delivery.next_attempt_at'])
    .where('delivery.conversation_id', '=', conversationId)
    .where('delivery.sequence', '<', sequence)
    .where('webhook.url', '=', url)
    .where('webhook.in_order', '=', 1)
    .orderBy('delivery.queued_at', 'desc')
    .orderBy('delivery.sequence', 'desc')
    .limit(1)
  const waits = await earlier.where('delivery.status', '=', sql.lit('waiting')).executeTakeFirst()
  if (waits !== undefined) return { queuedAt: waits.queued_at, nextAttemptAt: waits.next_attempt_at }
  // Kept, and about to be released: its webhook was switched on, and the turn of this one has not come yet.
  const kept = earlier.where('delivery.status', '=', sql.lit('held')).where('webhook.enabled', '=', 1)
  return (await kept.executeTakeFirst()) === undefined ? null : { queuedAt, nextAttemptAt: null }
}

const waiting = (db: Kysely<Schema>, id: string) =>
  db.updateTable('webhook_deliveries').where('id', '=', id).where('status', '=', 'waiting')
