import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import type { Schema } from '../schema.ts'

/** Which codes of an authenticator app have signed somebody in: each works once, though it is right for a minute and a half. */
export const usedCodes: Migration = {
  async up(db: Kysely<Schema>) {
    await sql`create table used_codes (
      user_id text not null references "user" ("id") on delete cascade, code text not null, used_at bigint not null,
      primary key (user_id, code))`.execute(db)
  },
}
