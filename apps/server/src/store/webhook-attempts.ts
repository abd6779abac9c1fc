import { type Kysely, sql } from 'kysely'
import type { Database } from '../database/database.ts'
import type { Schema } from '../database/schema.ts'
import { insertOutbox, type OutboxRow } from './outbox.ts'
import type { DeliveryRow } from './webhook-deliveries.ts'
import type { Sending } from './webhook-sending.ts'

/** What one attempt brought. */
export type Attempt = {
  id: string
  at: number
  status: 'waiting' | 'delivered' | 'failed'
  nextAttemptAt: number | null
  url: string
  requestHeaders: Record<string, string>
  responseStatus: number | null
  responseHeaders: Record<string, string> | null
  responseBody: string | null
  error: string | null
  durationMs: number
  /** Its receiver asks that nothing be sent before this time. */
  pausedUntil: number | null
}

/** When a webhook is switched off for failing: after so many failures, the first of them so long ago, and no success between. */
export type Patience = { failures: number; ms: number }

/** What became of the webhook because of an attempt. */
export type Trouble = 'gone' | 'failing' | 'exhausted'

/** A mail about deliveries that were given up; `waits`: nobody has begun to send it. */
export type LastTroubleMail = { id: string; dueAt: number; waits: boolean }

export type RecordRules = {
  gone: boolean
  patience: Patience
  /** In which lane the mails are that tell of what was given up. */
  mailLane: string
  /** The mail that tells of trouble; null where another will. */
  mail: (trouble: Trouble, last: LastTroubleMail | null) => OutboxRow | null
}

/** Of older attempts only the beginning of the answer is kept, in characters. */
const KEEP_OF_OLDER = 4096

/**
 * Writes an attempt down in one transaction: the delivery, the attempt itself, how the webhook fares; and switches the webhook off
 * when its receiver is gone or has failed for too long. `mail` is written along when there is trouble to tell of.
 */
export function recordAttempt(
  database: Database,
  sending: Sending,
  attempt: Attempt,
  rules: RecordRules,
): Promise<Trouble | null> {
  return database.transact(async (tx) => {
    await recordDelivery(tx, sending.id, attempt)
    await insertAttempt(tx, sending.id, attempt)
    if (sending.test && !rules.gone) return null
    const trouble = await recordHealth(tx, sending, attempt, rules)
    if (trouble === null) return null
    const mail = rules.mail(trouble, await lastTroubleMail(database, tx, rules.mailLane))
    if (mail !== null) await insertOutbox(tx, [mail])
    return trouble
  })
}

/** Kept from being sent until the attempt is committed: a mail that waits must find in the log what it is to tell. */
async function lastTroubleMail({ kind }: Database, tx: Kysely<Schema>, lane: string): Promise<LastTroubleMail | null> {
  const newest = tx
    .selectFrom('outbox')
    .select(['id', 'due_at', 'done_at', 'failed_at', 'lease_until'])
    .where('kind', '=', sql.lit('mail'))
    .where('lane', '=', lane)
    .orderBy('created_at', 'desc')
    .orderBy('due_at', 'desc')
    .limit(1)
  const row = await (kind === 'postgres' ? newest.forUpdate() : newest).executeTakeFirst()
  if (row === undefined) return null
  const waits = row.done_at === null && row.failed_at === null && row.lease_until === null
  return { id: row.id, dueAt: row.due_at, waits }
}

/** A failure does not bring back what was cancelled or set aside while it was tried; a success stands whatever happened meanwhile. */
async function recordDelivery(tx: Kysely<Schema>, id: string, attempt: Attempt): Promise<void> {
  const over = sql<boolean>`status in ('cancelled', 'held') and ${attempt.status} <> 'delivered'`
  await tx
    .updateTable('webhook_deliveries')
    .set((eb) => ({
      status: sql<DeliveryRow['status']>`case when ${over} then status else ${attempt.status} end`,
      next_attempt_at: sql<
        number | null
      >`case when ${over} then null else cast(${attempt.nextAttemptAt} as bigint) end`,
      attempts: eb('attempts', '+', 1),
      last_attempt_at: attempt.at,
      response_status: attempt.responseStatus,
      error: attempt.error,
      duration_ms: attempt.durationMs,
    }))
    .where('id', '=', id)
    .execute()
}

async function insertAttempt(tx: Kysely<Schema>, deliveryId: string, attempt: Attempt): Promise<void> {
  await tx
    .updateTable('webhook_attempts')
    .set({ response_body: sql<string>`substr(response_body, 1, ${sql.lit(KEEP_OF_OLDER)})` })
    .where('delivery_id', '=', deliveryId)
    .where(sql<number>`length(response_body)`, '>', KEEP_OF_OLDER)
    .execute()
  await tx
    .insertInto('webhook_attempts')
    .values({
      id: attempt.id,
      delivery_id: deliveryId,
      at: attempt.at,
      url: attempt.url,
      request_headers: JSON.stringify(attempt.requestHeaders),
      response_status: attempt.responseStatus,
      response_headers: attempt.responseHeaders && JSON.stringify(attempt.responseHeaders),
      response_body: attempt.responseBody,
      error: attempt.error,
      duration_ms: attempt.durationMs,
    })
    .execute()
}

async function recordHealth(
  tx: Kysely<Schema>,
  sending: Sending,
  attempt: Attempt,
  { gone, patience }: { gone: boolean; patience: Patience },
): Promise<Trouble | null> {
  const failed = attempt.status !== 'delivered'
  const health = await tx
    .updateTable('webhooks')
    .set((eb) => ({
      last_attempt_at: attempt.at,
      last_status: attempt.responseStatus,
      last_error: attempt.error,
      ...(failed && attempt.pausedUntil === null ? {} : { paused_until: attempt.pausedUntil }),
      failures: failed ? eb('failures', '+', 1) : 0,
      failing_since: failed ? eb.fn.coalesce('failing_since', eb.val(attempt.at)) : null,
    }))
    .where('id', '=', sending.webhookId)
    // What an address did that it had before says nothing about the one it has now.
    .where('url', '=', sending.url)
    .returning(['failures', 'failing_since', 'enabled'])
    .executeTakeFirst()
  if (health === undefined) return attempt.status === 'failed' ? 'exhausted' : null
  if (!failed) return null
  const failing =
    health.failures >= patience.failures && attempt.at - (health.failing_since ?? attempt.at) >= patience.ms
  if (health.enabled === 1 && (gone || failing)) {
    await switchOff(tx, sending.webhookId, gone ? 'gone' : 'failing', attempt.at)
    return gone ? 'gone' : 'failing'
  }
  return attempt.status === 'failed' && !gone ? 'exhausted' : null
}

/** The system switches a webhook off. What waits for it is kept, and what it misses from now on as well. */
async function switchOff(tx: Kysely<Schema>, webhookId: string, reason: 'gone' | 'failing', at: number): Promise<void> {
  const off = { enabled: 0, disabled_reason: reason, disabled_at: at, updated_at: at } as const
  await tx.updateTable('webhooks').set(off).where('id', '=', webhookId).execute()
  await tx
    .updateTable('webhook_deliveries')
    .set({ status: 'held', next_attempt_at: null })
    .where('webhook_id', '=', webhookId)
    .where('status', '=', 'waiting')
    .where('conversation_id', 'is not', null)
    .execute()
}
