import { sql } from 'kysely'
import type { Database, Tx } from '../database/database.ts'
import { countMail, originOf } from './mail-counts.ts'
import { countSince, laneOf, oneAtATime } from './mail-lanes.ts'
import { mailedReader } from './reads.ts'

/** How many mails with answers one address gets within 24 hours, whatever the bot or team. */
export const MOST_A_DAY = 5

/** How many mails with answers all customers of one bot get within an hour, */
export const MOST_OF_A_BOT = 200
/** and how many those who asked from one network address. */
export const MOST_OF_AN_ORIGIN = 20

const DAY_MS = 24 * 3_600_000

/** `mailed_already`: in this absence. `too_many`: the address, the bot, or the place it was left from has had its mails. */
export type Permit = 'granted' | 'mailed_already' | 'too_many'

export type AskToMail = {
  jobId: string
  conversationId: string
  botId: string
  address: string
  /** The last sign of the customer, where the absence began. */
  seenSeq: number
}

export type PermitCustomerMail = (ask: AskToMail) => Promise<Permit>

/**
 * Decides, once for each job, whether a mail with answers may go to a customer: the same job gets the same permit again,
 * so that a mail that was not handed over can be tried again. Two servers never grant more together than one would.
 *
 * A job that may go is given the lane of its address, and the jobs in that lane are counted; the absence that was mailed about
 * is a row of `reads`, which outlives the job. What all customers of a bot or of one origin get is counted by the hour.
 * @param hash keyed, so that the lane does not tell the address
 */
export function permitCustomerMails(database: Database, hash: (text: string) => string): PermitCustomerMail {
  return async ({ jobId, conversationId, botId, address, seenSeq }) => {
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
      if (!(await hasRoom(tx, { conversationId, botId, at }))) return 'too_many'
      await tx.updateTable('outbox').set({ lane }).where('id', '=', jobId).execute()
      return 'granted'
    })
  }
}

/** Counts this mail for its bot and for the place from which the address was left; false when either has had its share. */
async function hasRoom(tx: Tx, { conversationId, botId, at }: { conversationId: string; botId: string; at: number }) {
  const { origin } = (await originOf(tx, conversationId)) ?? { origin: null }
  const ofBot = await countMail(tx, `bot:${botId}`, at)
  const ofOrigin = origin === null ? 0 : await countMail(tx, `origin:${origin}`, at)
  return ofBot <= MOST_OF_A_BOT && ofOrigin <= MOST_OF_AN_ORIGIN
}

/** What counts as one address: a part after a plus is delivered to the same person. */
function mailbox(address: string): string {
  return address.toLowerCase().replace(/\+[^@]*@/, '@')
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
