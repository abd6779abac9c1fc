import type { Database } from '../database/database.ts'

export type EndedCustomerTokens = ReturnType<typeof openEndedCustomerTokens>

/** The customers' tokens that were ended before their time, by hash. */
export function openEndedCustomerTokens({ db }: Database, { now }: { now: () => number }) {
  return {
    /** `expiresAt`: from then on nobody believes it anyway, and it is forgotten here. Milliseconds. */
    end: async (hash: string, expiresAt: number): Promise<void> => {
      await db.deleteFrom('ended_customer_tokens').where('expires_at', '<', now()).execute()
      await db
        .insertInto('ended_customer_tokens')
        .values({ token_hash: hash, expires_at: expiresAt })
        .onConflict((conflict) => conflict.column('token_hash').doNothing())
        .execute()
    },
    has: async (hash: string): Promise<boolean> => {
      const found = db.selectFrom('ended_customer_tokens').select('token_hash').where('token_hash', '=', hash)
      return (await found.executeTakeFirst()) !== undefined
    },
  }
}
