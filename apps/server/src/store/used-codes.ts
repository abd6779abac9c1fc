import type { Database } from '../database/database.ts'

/** Longer than any code is right, in milliseconds: 30 s of its own, and one such time before and after. */
const RIGHT_MS = 120_000

/** Uses a code of this account's authenticator app up. False when it was used before; of many at once one is true. */
export async function useCodeOnce({ db }: Database, userId: string, code: string, at: number): Promise<boolean> {
  await db
    .deleteFrom('used_codes')
    .where('user_id', '=', userId)
    .where('used_at', '<', at - RIGHT_MS)
    .execute()
  const used = await db
    .insertInto('used_codes')
    .values({ user_id: userId, code, used_at: at })
    .onConflict((conflict) => conflict.columns(['user_id', 'code']).doNothing())
    .returning('code')
    .executeTakeFirst()
  return used !== undefined
}
