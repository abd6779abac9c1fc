import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Jobs are taken team by team, so that is how they are found; nothing asks any more what is due first of all. */
export const outboxShares: Migration = {
  up: async (db: Kysely<unknown>) => {
    await db.schema
      .createIndex('outbox_shares')
      .on('outbox')
      .columns(['kind', 'team_id', 'due_at'])
      .where(sql<boolean>`done_at is null and failed_at is null`)
      .execute()
    await db.schema.dropIndex('outbox_due').execute()
  },
}
