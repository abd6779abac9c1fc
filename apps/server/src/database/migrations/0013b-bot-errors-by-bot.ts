import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'
import type { Schema } from '../schema.ts'

/** The team reads what went wrong with one bot lately. */
export const botErrorsByBot: Migration = {
  async up(db: Kysely<Schema>) {
    await db.schema.createIndex('bot_errors_of_bot').on('bot_errors').columns(['bot_id', 'at']).execute()
  },
}
