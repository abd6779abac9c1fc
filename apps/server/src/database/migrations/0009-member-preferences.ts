import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'
import type { Schema } from '../schema.ts'

/** How each member likes to work; whoever has no row has never changed anything. */
export const memberPreferences: Migration = {
  async up(db: Kysely<Schema>) {
    await db.schema
      .createTable('member_preferences')
      .addColumn('member_id', 'text', (c) => c.primaryKey().references('members.id'))
      .addColumn('sound', 'integer', (c) => c.notNull())
      .addColumn('title_count', 'integer', (c) => c.notNull())
      .addColumn('desktop_notifications', 'integer', (c) => c.notNull())
      .addColumn('theme', 'text', (c) => c.notNull())
      .addColumn('language', 'text', (c) => c.notNull())
      .addColumn('single_keys', 'integer', (c) => c.notNull())
      .addColumn('updated_at', 'bigint', (c) => c.notNull())
      .execute()
  },
}
