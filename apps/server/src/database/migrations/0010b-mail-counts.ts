import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** How many mails went out in an hour for a bot or for those who asked from one place, and which place that was. */
export const mailCounts: Migration = {
  up: async (db: Kysely<unknown>) => {
    await db.schema
      .createTable('mail_counts')
      .addColumn('scope', 'text', (c) => c.notNull())
      .addColumn('hour', 'bigint', (c) => c.notNull())
      .addColumn('count', 'integer', (c) => c.notNull())
      .addPrimaryKeyConstraint('mail_counts_key', ['scope', 'hour'])
      .execute()
    await db.schema
      .createTable('mail_origins')
      .addColumn('conversation_id', 'text', (c) => c.primaryKey().references('conversations.id').onDelete('cascade'))
      .addColumn('origin', 'text', (c) => c.notNull())
      .execute()
    await db.schema
      .createIndex('outbox_mail_lane')
      .on('outbox')
      .column('lane')
      .where(sql<boolean>`kind = 'mail' and lane is not null`)
      .execute()
  },
}
