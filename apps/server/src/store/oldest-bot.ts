import type { Database } from '../database/database.ts'

/** The bot that has been there longest, for the demo address that the terminal prints; null when there is none. */
export async function oldestBot({ db }: Database): Promise<string | null> {
  const row = await db
    .selectFrom('bots')
    .select('id')
    .where('deleted_at', 'is', null)
    .orderBy('created_at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  return row?.id ?? null
}
