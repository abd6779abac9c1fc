import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'
import type { Schema } from '../schema.ts'

/** How a bot's chat looks, where it may be embedded, and who its customers are known to be. */
export const webChannel: Migration = {
  async up(db: Kysely<Schema>) {
    await db.schema
      .createTable('web_channels')
      .addColumn('bot_id', 'text', (c) => c.primaryKey().references('bots.id'))
      .addColumn('look', 'text', (c) => c.notNull())
      .addColumn('any_site', 'integer', (c) => c.notNull())
      .addColumn('identity_secret_encrypted', 'text')
      .addColumn('identity_secret_made_at', 'bigint')
      .addColumn('updated_at', 'bigint', (c) => c.notNull())
      .execute()
    await db.schema
      .createTable('allowed_sites')
      .addColumn('bot_id', 'text', (c) => c.notNull().references('bots.id'))
      .addColumn('site', 'text', (c) => c.notNull())
      .addColumn('position', 'integer', (c) => c.notNull())
      .addPrimaryKeyConstraint('allowed_sites_key', ['bot_id', 'site'])
      .execute()
    await db.schema.createIndex('bots_on_site').on('allowed_sites').column('site').execute()
    await db.schema
      .createTable('bot_avatars')
      .addColumn('bot_id', 'text', (c) => c.primaryKey().references('bots.id'))
      .addColumn('version', 'text', (c) => c.notNull())
      .addColumn('content_type', 'text', (c) => c.notNull())
      .addColumn('image', 'text', (c) => c.notNull())
      .execute()
    await db.schema
      .createTable('customer_identities')
      .addColumn('bot_id', 'text', (c) => c.notNull().references('bots.id'))
      .addColumn('subject', 'text', (c) => c.notNull())
      .addColumn('customer_id', 'text', (c) => c.notNull().unique().references('customers.id'))
      .addColumn('name', 'text')
      .addColumn('email', 'text')
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('updated_at', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('customer_identities_key', ['bot_id', 'subject'])
      .execute()
  },
}
