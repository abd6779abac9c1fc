import { sql } from 'kysely'
import type { Database, Tx } from '../database/database.ts'

// Which mails count together: a job that may go is given a lane, and the jobs in that lane are counted.

/** Makes the transactions of one lane wait for each other. SQLite has one writer anyway. */
export async function oneAtATime({ kind }: Database, tx: Tx, lane: string): Promise<void> {
  if (kind === 'postgres') await sql`select pg_advisory_xact_lock(hashtextextended(${lane}, 0))`.execute(tx)
}

export async function laneOf(tx: Tx, jobId: string): Promise<string | null> {
  const job = await tx.selectFrom('outbox').select('lane').where('id', '=', jobId).executeTakeFirst()
  return job?.lane ?? null
}

/** The mails in a lane that were sent since then, or are on their way. */
export async function countSince(tx: Tx, lane: string, since: number): Promise<number> {
  const inLane = tx
    .selectFrom('outbox')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('kind', '=', 'mail')
    .where('lane', '=', lane)
  // Two questions, because each has an index of its own.
  const sent = await inLane.where('done_at', '>=', since).executeTakeFirstOrThrow()
  const onTheWay = await inLane.where('done_at', 'is', null).where('failed_at', 'is', null).executeTakeFirstOrThrow()
  return Number(sent.count) + Number(onTheWay.count)
}
