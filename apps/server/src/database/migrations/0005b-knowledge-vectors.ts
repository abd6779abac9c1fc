import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'
import type { Schema } from '../schema.ts'

/** Search by meaning: which model a bot uses for it, and the vectors of its passages. */
export const knowledgeVectors: Migration = {
  up: async (db: Kysely<Schema>) => {
    await db.schema.alterTable('bots').addColumn('embedding_model', 'text').execute()
    await db.schema
      .createTable('knowledge_vectors')
      .addColumn('bot_id', 'text', (c) => c.notNull())
      .addColumn('hash', 'text', (c) => c.notNull())
      .addColumn('vector', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('knowledge_vectors_key', ['bot_id', 'hash'])
      .execute()
  },
}
