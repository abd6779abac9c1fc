import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import type { Schema } from '../schema.ts'

/** Customers' tokens that were ended before their time, as hashes; kept until they would have run out. */
export const endedCustomerTokens: Migration = {
  async up(db: Kysely<Schema>) {
    await sql`create table ended_customer_tokens (token_hash text primary key, expires_at bigint not null)`.execute(db)
  },
}
