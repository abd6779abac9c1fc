import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Links in mails to proven customers that were used, and by which browser; kept until they would have run out. */
export const mailedLinks: Migration = {
  up: async (db: Kysely<unknown>) => {
    await db.schema
      .createTable('used_mailed_links')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('key_hash', 'text', (c) => c.notNull())
      .addColumn('expires_at', 'bigint', (c) => c.notNull())
      .execute()
    await sql`create index used_mailed_links_by_end on used_mailed_links (expires_at)`.execute(db)
  },
}
