import type { Database, Tx } from '../database/database.ts'
import type { DeliveryJob } from './webhook-replay.ts'

export type Retried = 'retried' | 'not_found' | 'webhook_disabled'

/**
 * Puts a failed job of a team back, as if it had just been called for. That of a delivery sends it again; while its webhook is off
 * or gone that is refused, for nothing would be sent. One that was sent again in another way meanwhile is only taken off the list.
 */
export async function retryFailedJob(database: Database, teamId: string, jobId: string): Promise<Retried> {
  const now = await database.now()
  return database.transact(async (tx) => {
    const failed = tx.selectFrom('outbox').select(['kind', 'payload']).where('team_id', '=', teamId)
    const job = await failed.where('id', '=', jobId).where('failed_at', 'is not', null).executeTakeFirst()
    if (job === undefined) return 'not_found'
    const again = { failed_at: null, attempts: 0, created_at: now, due_at: now }
    if (job.kind !== 'webhook') return putBack(tx, jobId, again)
    const { deliveryId } = JSON.parse(job.payload) as DeliveryJob
    const delivery = await deliveryOf(tx, deliveryId)
    if (delivery?.status !== 'failed') return putBack(tx, jobId, { failed_at: null, done_at: now })
    const isTest = delivery.conversation_id === null
    if (delivery.deleted_at !== null || (delivery.enabled === 0 && !isTest)) return 'webhook_disabled'
    await tx
      .updateTable('webhook_deliveries')
      .set({ status: 'waiting', next_attempt_at: now, queued_at: now })
      .where('id', '=', deliveryId)
      .execute()
    const payload: DeliveryJob = { deliveryId, triedBefore: delivery.attempts }
    return putBack(tx, jobId, { ...again, payload: JSON.stringify(payload) })
  })
}

type Values = { failed_at: null } & Partial<Record<'attempts' | 'created_at' | 'due_at' | 'done_at', number>>

/** Of two who ask at the same time one has put it back. */
async function putBack(tx: Tx, jobId: string, values: Values & { payload?: string }): Promise<Retried> {
  const job = tx.updateTable('outbox').set(values).where('id', '=', jobId).where('failed_at', 'is not', null)
  const { numUpdatedRows } = await job.executeTakeFirst()
  return numUpdatedRows === 1n ? 'retried' : 'not_found'
}

function deliveryOf(tx: Tx, id: string) {
  return tx
    .selectFrom('webhook_deliveries as delivery')
    .innerJoin('webhooks as webhook', 'webhook.id', 'delivery.webhook_id')
    .select(['delivery.status', 'delivery.attempts', 'delivery.conversation_id'])
    .select(['webhook.enabled', 'webhook.deleted_at'])
    .where('delivery.id', '=', id)
    .executeTakeFirst()
}
