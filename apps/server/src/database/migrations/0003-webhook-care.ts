import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import type { Schema } from '../schema.ts'

/** What webhooks tell, how they fare, and every attempt of a delivery as it was sent and answered. */
export const webhookCare: Migration = {
  async up(db: Kysely<Schema>) {
    for (const [name, initial] of [
      ['include_customer', 1],
      ['include_text', 0],
      ['in_order', 0],
      ['failures', 0],
    ] as const) {
      await db.schema
        .alterTable('webhooks')
        .addColumn(name, 'integer', (c) => c.notNull().defaultTo(initial))
        .execute()
    }
    for (const name of ['failing_since', 'paused_until', 'disabled_at', 'last_attempt_at'] as const) {
      await db.schema.alterTable('webhooks').addColumn(name, 'bigint').execute()
    }
    await db.schema.alterTable('webhooks').addColumn('last_status', 'integer').execute()
    await db.schema.alterTable('webhooks').addColumn('last_error', 'text').execute()
    await deliveries(db)
    await attempts(db)
    await db.schema
      .createIndex('outbox_lanes')
      .on('outbox')
      .columns(['kind', 'lane', 'due_at'])
      .where(sql<boolean>`done_at is null and failed_at is null`)
      .execute()
  },
}

async function deliveries(db: Kysely<Schema>) {
  const table = db.schema.alterTable('webhook_deliveries')
  await table.addColumn('sequence', 'integer').execute()
  await table.addColumn('queued_at', 'bigint', (c) => c.notNull().defaultTo(0)).execute()
  await table.addColumn('out_of_order', 'integer', (c) => c.notNull().defaultTo(0)).execute()
  await table.dropColumn('response_body').execute()
  await db.schema
    .createIndex('deliveries_by_status')
    .on('webhook_deliveries')
    .columns(['webhook_id', 'status', 'created_at'])
    .execute()
  await db.schema.createIndex('deliveries_by_age').on('webhook_deliveries').column('created_at').execute()
  await db.schema
    .createIndex('deliveries_waiting')
    .on('webhook_deliveries')
    .columns(['conversation_id', 'sequence'])
    .where(sql<boolean>`status = 'waiting'`)
    .execute()
}

async function attempts(db: Kysely<Schema>) {
  await db.schema
    .createTable('webhook_attempts')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('delivery_id', 'text', (c) => c.notNull().references('webhook_deliveries.id').onDelete('cascade'))
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('url', 'text', (c) => c.notNull())
    .addColumn('request_headers', 'text', (c) => c.notNull())
    .addColumn('response_status', 'integer')
    .addColumn('response_headers', 'text')
    .addColumn('response_body', 'text')
    .addColumn('error', 'text')
    .addColumn('duration_ms', 'integer', (c) => c.notNull())
    .execute()
  await db.schema.createIndex('attempts_of_delivery').on('webhook_attempts').columns(['delivery_id', 'at']).execute()
}
