import type { Database, Tx } from '../database/database.ts'

const HOUR_MS = 3_600_000

/** One mail more in this hour for a scope; answers how many there are now. */
export async function countMail(tx: Tx, scope: string, at: number): Promise<number> {
  const hour = Math.floor(at / HOUR_MS)
  const row = await tx
    .insertInto('mail_counts')
    .values({ scope, hour, count: 1 })
    .onConflict((conflict) =>
      conflict.columns(['scope', 'hour']).doUpdateSet((eb) => ({ count: eb('mail_counts.count', '+', 1) })),
    )
    .returning('count')
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

/** Removes the counts of hours that are over. */
export async function forgetMailCounts({ db }: Database, at: number): Promise<void> {
  await db
    .deleteFrom('mail_counts')
    .where('hour', '<', Math.floor(at / HOUR_MS) - 1)
    .execute()
}

/**
 * Notes from where an address was left in a conversation, so that one place cannot make Baton mail the world.
 * @param origin a keyed hash of the network address, never the address itself
 */
export async function noteOrigin({ db }: Database, conversationId: string, origin: string): Promise<void> {
  await db
    .insertInto('mail_origins')
    .values({ conversation_id: conversationId, origin })
    .onConflict((conflict) => conflict.column('conversation_id').doUpdateSet({ origin }))
    .execute()
}

export async function originOf(tx: Tx, conversationId: string): Promise<{ origin: string } | null> {
  const row = await tx
    .selectFrom('mail_origins')
    .select('origin')
    .where('conversation_id', '=', conversationId)
    .executeTakeFirst()
  return row ?? null
}
