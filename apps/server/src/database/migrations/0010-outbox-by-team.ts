import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** What waits and what has failed for good, team by team, for the people who look after it. */
export const outboxByTeam: Migration = {
  up: async (db: Kysely<unknown>) => {
    await db.schema
      .createIndex('outbox_failed')
      .on('outbox')
      .columns(['team_id', 'failed_at', 'id'])
      .where(sql<boolean>`failed_at is not null`)
      .execute()
    await db.schema
      .createIndex('outbox_waiting')
      .on('outbox')
      .columns(['team_id', 'due_at', 'id'])
      .where(sql<boolean>`done_at is null and failed_at is null`)
      .execute()
  },
}
