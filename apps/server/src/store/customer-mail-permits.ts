import { sql } from 'kysely'
import type { Database, Tx } from '../database/database.ts'
import { mailedReader } from './reads.ts'

/** How many mails with answers one address gets within 24 hours, whatever the bot or team. */
export const MOST_A_DAY = 5

const DAY_MS = 24 * 3_600_000

/** `mailed_already`: in this absence. `too_many`: the address has had its mails of the day. */
export type Permit = 'granted' | 'mailed_already' | 'too_many'

export type AskToMail = {
  jobId: string
  conversationId: string
  address: string
  /** The last sign of the customer, where the absence began. */
  seenSeq: number
}

export type PermitCustomerMail = (ask: AskToMail) => Promise<Permit>

/**
 * Decides, once for each job, whether a mail with answers may go to a customer: the same job gets the same permit again,
 * so that a mail that was not handed over can be tried again. Two servers never grant more together than one would.
 *
 * It needs no table of its own. A job that may go is given the lane of its address, and the jobs in that lane are counted;
 * the absence that was mailed about is a row of `reads`, which outlives the job.
 * @param hash keyed, so that the lane does not tell the address
 */
export function permitCustomerMails(database: Database, hash: (text: string) => string): PermitCustomerMail {
  return async ({ jobId, conversationId, address, seenSeq }) => {
    const lane = `answers:${hash(`mailed answers: ${mailbox(address)}`)}`
    const at = await database.now()
    return database.transact(async (tx) => {
      await oneAtATime(database, tx, lane)
      const own = await laneOf(tx, jobId)
      if (own === lane) return 'granted'
      if ((await countSince(tx, lane, at - DAY_MS)) >= MOST_A_DAY) return 'too_many'
      // A lane of another address: the customer left a new one while the mail could not be handed over.
      const isFirstOfAbsence = own !== null || (await noteAbsence(tx, { conversationId, seq: seenSeq, at }))
      if (!isFirstOfAbsence) return 'mailed_already'
      await tx.updateTable('outbox').set({ lane }).where('id', '=', jobId).execute()
      return 'granted'
    })
  }
}

/** What counts as one address: a part after a plus is delivered to the same person. */
function mailbox(address: string): string {
  return address.toLowerCase().replace(/\+[^@]*@/, '@')
}

/** Makes the transactions of one address wait for each other. SQLite has one writer anyway. */
async function oneAtATime({ kind }: Database, tx: Tx, lane: string): Promise<void> {
  if (kind === 'postgres') await sql`select pg_advisory_xact_lock(hashtextextended(${lane}, 0))`.execute(tx)
}

async function laneOf(tx: Tx, jobId: string): Promise<string | null> {
  const job = await tx.selectFrom('outbox').select('lane').where('id', '=', jobId).executeTakeFirst()
  return job?.lane ?? null
}

/** The mails in a lane that were sent since then, or are on their way. */
async function countSince(tx: Tx, lane: string, since: number): Promise<number> {
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

/** Notes that the customer is mailed about the absence that began at `seq`; false when that was noted before. */
async function noteAbsence(tx: Tx, { conversationId, seq, at }: { conversationId: string; seq: number; at: number }) {
  const noted = await tx
    .insertInto('reads')
    .values({ conversation_id: conversationId, reader: mailedReader, seq, at })
    .onConflict((conflict) =>
      conflict
        .columns(['conversation_id', 'reader'])
        .doUpdateSet({ seq, at })
        .where('reads.seq', '<', sql<number>`excluded.seq`),
    )
    .returning('seq')
    .executeTakeFirst()
  return noted !== undefined
}
