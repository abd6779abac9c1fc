import type { Migration } from 'kysely/migration'

/** Language models: their settings, keys and use; what a customer leaves as a lead; summaries for agents. */
export const models: Migration = {
  async up(db) {
    await db.schema.alterTable('bots').addColumn('model_key_sealed', 'text').execute()
    await db.schema
      .alterTable('bots')
      .addColumn('keywords', 'text', (c) => c.notNull().defaultTo('[]'))
      .execute()
    await db.schema.alterTable('bots').addColumn('daily_token_cap', 'bigint').execute()
    await db.schema.alterTable('bots').addColumn('daily_cost_cap', 'bigint').execute()
    await db.schema.alterTable('conversations').addColumn('lead', 'text').execute()
    await db.schema
      .createTable('model_usage')
      .addColumn('bot_id', 'text', (c) => c.notNull().references('bots.id'))
      .addColumn('conversation_id', 'text', (c) => c.notNull())
      .addColumn('day', 'integer', (c) => c.notNull())
      .addColumn('calls', 'integer', (c) => c.notNull())
      .addColumn('input_tokens', 'bigint', (c) => c.notNull())
      .addColumn('output_tokens', 'bigint', (c) => c.notNull())
      .addColumn('cost', 'bigint')
      .addPrimaryKeyConstraint('model_usage_pk', ['bot_id', 'day', 'conversation_id'])
      .execute()
    await db.schema.createIndex('usage_of_conversation').on('model_usage').column('conversation_id').execute()
    await db.schema
      .createTable('conversation_summaries')
      .addColumn('conversation_id', 'text', (c) => c.primaryKey().references('conversations.id'))
      .addColumn('seq', 'integer', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('points', 'text', (c) => c.notNull())
      .execute()
  },
}
