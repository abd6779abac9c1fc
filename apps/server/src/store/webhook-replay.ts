import type { Kysely } from 'kysely'
import type { Database } from '../database/database.ts'
import type { Schema } from '../database/schema.ts'
import { forgetFailedDeliveries, insertOutbox, jobRow } from './outbox.ts'
import { cancelOpen } from './webhook-deliveries.ts'

/** What a webhook job is about. `triedBefore`: the attempts of earlier rounds, which sending it again does not count. */
export type DeliveryJob = { deliveryId: string; triedBefore: number }

/**
 * For the transaction that switches on what the system had switched off: what was given up since it began to fail joins what was
 * kept; or all of it is dropped. Jobs from before are over.
 */
export async function settleGap(
  tx: Kysely<Schema>,
  webhookId: string,
  { replay, failingSince, at }: { replay: boolean; failingSince: number | null; at: number },
): Promise<void> {
  await tx
    .updateTable('outbox')
    .set({ done_at: at })
    .where('kind', '=', 'webhook')
    .where('lane', '=', webhookId)
    .where('done_at', 'is', null)
    .where('failed_at', 'is', null)
    .where('lease_until', 'is', null)
    .where('conversation_id', 'is not', null)
    .execute()
  if (!replay) await cancelOpen(tx, webhookId)
  else if (failingSince !== null) await holdFailed(tx, webhookId, { attemptedSince: failingSince })
}

/** Marks failed deliveries to be sent again; answers how many. They go out once the webhook is on and they are released. */
export async function holdFailed(
  db: Kysely<Schema>,
  webhookId: string,
  since: { attemptedSince?: number; createdSince?: number },
): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('webhook_deliveries')
    .set({ status: 'held' })
    .where('webhook_id', '=', webhookId)
    .where('status', '=', 'failed')
    .where('conversation_id', 'is not', null)
    .where('last_attempt_at', '>=', since.attemptedSince ?? 0)
    .where('created_at', '>=', since.createdSince ?? 0)
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

/** Gives up to `limit` kept deliveries of a webhook a job each, oldest first; answers how many. Harmless when others do the same. */
export function releaseHeld(
  database: Database,
  webhookId: string,
  { at, newId, limit }: { at: number; newId: () => string; limit: number },
): Promise<number> {
  return database.transact(async (tx) => {
    const oldest = tx
      .selectFrom('webhook_deliveries')
      .select('id')
      .where('webhook_id', '=', webhookId)
      .where('status', '=', 'held')
      .orderBy('created_at')
      .orderBy('sequence')
      .limit(limit)
    const released = await tx
      .updateTable('webhook_deliveries')
      .set({ status: 'waiting', next_attempt_at: at, queued_at: at })
      .where('id', 'in', oldest)
      .where('status', '=', 'held')
      .returning(['id', 'attempts', 'team_id', 'conversation_id', 'created_at'])
      .execute()
    const jobs = released.map((row) => {
      const id = newId()
      const payload: DeliveryJob = { deliveryId: row.id, triedBefore: row.attempts }
      const about = { teamId: row.team_id, conversationId: row.conversation_id, lane: webhookId, payload }
      // Due when it happened, so that the oldest goes first.
      const when = { createdAt: at, dueAt: Math.min(row.created_at, at) }
      return jobRow({ id, kind: 'webhook', key: `webhook:${row.id}:${id}`, ...about, ...when })
    })
    const [first] = released
    const ids = released.map((row) => row.id)
    if (first !== undefined) await forgetFailedDeliveries(tx, { teamId: first.team_id, webhookId, ids, at })
    await insertOutbox(tx, jobs)
    return released.length
  })
}

/** The webhooks that are on and still have something kept: releasing it was broken off. */
export async function webhooksToRelease({ db }: Database): Promise<string[]> {
  const rows = await db
    .selectFrom('webhooks')
    .select('id')
    .where('enabled', '=', 1)
    .where('deleted_at', 'is', null)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('webhook_deliveries')
          .select('webhook_deliveries.id')
          .whereRef('webhook_deliveries.webhook_id', '=', 'webhooks.id')
          .where('webhook_deliveries.status', '=', 'held'),
      ),
    )
    .execute()
  return rows.map(({ id }) => id)
}
