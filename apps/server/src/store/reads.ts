import { sql } from 'kysely'
import type { Database } from '../database/database.ts'

/** Who reads: a member's id, or the customer. */
export const customerReader = 'customer'

/** Not somebody who reads: how far the agents who held the conversation had read while they held it. */
export const holdersReader = 'holders'

/** Not somebody who reads: how far the customer had been when answers were last mailed to them. */
export const mailedReader = 'customer_mail'

/** Notes how far a reader has read; it never goes back. */
export async function markRead(
  { db }: Database,
  read: { conversationId: string; reader: string; seq: number; at: number },
): Promise<void> {
  await db
    .insertInto('reads')
    .values({ conversation_id: read.conversationId, reader: read.reader, seq: read.seq, at: read.at })
    .onConflict((conflict) =>
      conflict
        .columns(['conversation_id', 'reader'])
        .doUpdateSet({ seq: read.seq, at: read.at })
        .where('reads.seq', '<', sql<number>`excluded.seq`),
    )
    .execute()
}
