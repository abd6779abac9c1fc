import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'
import type { Schema } from '../schema.ts'

/** Members' pictures. */
export const avatars: Migration = {
  async up(db: Kysely<Schema>) {
    await db.schema
      .createTable('avatars')
      .addColumn('member_id', 'text', (c) => c.primaryKey().references('members.id'))
      .addColumn('version', 'text', (c) => c.notNull())
      .addColumn('type', 'text', (c) => c.notNull())
      .addColumn('picture', 'text', (c) => c.notNull())
      .addColumn('updated_at', 'bigint', (c) => c.notNull())
      .execute()
  },
}
