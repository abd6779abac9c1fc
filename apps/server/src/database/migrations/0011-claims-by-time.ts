import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import type { Schema } from '../schema.ts'

/** How long people lately waited is asked at every change of a queue: the claims of a conversation are found at once. */
export const claimsByTime: Migration = {
  async up(db: Kysely<Schema>) {
    await db.schema
      .createIndex('events_claimed')
      .on('events')
      .columns(['conversation_id', 'at'])
      .where(sql<boolean>`type = 'conversation.claimed'`)
      .execute()
  },
}
