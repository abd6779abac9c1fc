import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import type { Schema } from '../schema.ts'

/** Knowledge that is read from files, pages and sitemaps by jobs, with its state; the bytes of files wait beside it. */
export const knowledgeSources: Migration = {
  up: async (db: Kysely<Schema>) => {
    const column = (name: string) => db.schema.alterTable('knowledge').addColumn(name, 'text').execute()
    const number = (name: string) => db.schema.alterTable('knowledge').addColumn(name, 'bigint').execute()
    const counter = (name: string) =>
      db.schema
        .alterTable('knowledge')
        .addColumn(name, 'integer', (c) => c.notNull().defaultTo(0))
        .execute()
    await db.schema
      .alterTable('knowledge')
      .addColumn('state', 'text', (c) => c.notNull().defaultTo('ready'))
      .execute()
    for (const name of ['parent_id', 'file_name', 'format', 'error', 'notice', 'content_hash']) await column(name)
    for (const name of ['bytes', 'pages', 'synced_at']) await number(name)
    for (const name of ['characters', 'sync', 'own_title']) await counter(name)
    await sql`update knowledge set characters = length(text), synced_at = created_at, own_title = 1`.execute(db)
    await db.schema
      .createIndex('knowledge_of_parent')
      .on('knowledge')
      .columns(['bot_id', 'parent_id', 'created_at'])
      .execute()
    await db.schema
      .createTable('knowledge_files')
      .addColumn('knowledge_id', 'text', (c) => c.primaryKey())
      .addColumn('content', 'text', (c) => c.notNull())
      .execute()
  },
}
