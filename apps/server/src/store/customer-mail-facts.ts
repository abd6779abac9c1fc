import { isEmailAddress, type MessageSent } from '@baton/core'
import type { Database } from '../database/database.ts'
import { toEvent } from './conversation-rows.ts'
import { customerReader } from './reads.ts'
import { localeOf } from './web-channels.ts'

/** What a mail with answers to a customer is made of, as it is at the time of sending. */
export type CustomerMailFacts = {
  conversationId: string
  botId: string
  botName: string
  address: string
  /** Where the customer's site has vouched for that very address: who they are; else null. */
  provenCustomerId: string | null
  /** In which languages the mail may be, the best first: the bot's own, then the browser's. */
  languages: (string | null)[]
  /** The last sign of the customer: up to here they have read or written. */
  seenSeq: number
  /** What agents have written since, oldest first; of more than `MOST_ANSWERS` the newest. */
  answers: MessageSent[]
  /** What was said before, by whomever, oldest first. Always empty unless the address is proven. */
  before: MessageSent[]
}

/** How many answers are read: one more than a mail shows, so that it can say that there are others. */
const MOST_ANSWERS = 11
const MOST_BEFORE = 10

export type ReadCustomerMailFacts = (conversationId: string, answerSeq: number) => Promise<CustomerMailFacts | null>

/**
 * Null when the customer has seen that answer (or nothing is left to see), has no address, or when the conversation is
 * closed or its bot or team gone.
 */
export function readCustomerMailFacts(database: Database): ReadCustomerMailFacts {
  return async (conversationId, answerSeq) => {
    const row = await openConversation(database, conversationId)
    if (row === undefined || row.customer_email === null || !isEmailAddress(row.customer_email)) return null
    const seenSeq = Math.max(row.read_seq ?? 0, row.last_customer_seq)
    if (seenSeq >= answerSeq) return null
    const facts = { conversationId, botId: row.bot_id, botName: row.bot_name, address: row.customer_email, seenSeq }
    const languages = [localeOf(row.look), row.language]
    const answers = await answersAfter(database, conversationId, seenSeq)
    const isProven = row.proven_email?.toLowerCase() === row.customer_email.toLowerCase()
    const provenCustomerId = isProven ? row.customer_id : null
    const before = isProven ? await saidBefore(database, conversationId, answers[0]?.seq ?? 0) : []
    return { ...facts, provenCustomerId, languages, answers, before }
  }
}

function openConversation({ db }: Database, conversationId: string) {
  return db
    .selectFrom('conversations')
    .innerJoin('bots', 'bots.id', 'conversations.bot_id')
    .innerJoin('teams', 'teams.id', 'conversations.team_id')
    .leftJoin('web_channels', 'web_channels.bot_id', 'bots.id')
    .leftJoin('reads', (join) =>
      join.onRef('reads.conversation_id', '=', 'conversations.id').on('reads.reader', '=', customerReader),
    )
    .leftJoin('customer_identities as identity', (join) =>
      join
        .onRef('identity.customer_id', '=', 'conversations.customer_id')
        .onRef('identity.bot_id', '=', 'conversations.bot_id'),
    )
    .select(['identity.email as proven_email', 'conversations.customer_id'])
    .select(['conversations.bot_id', 'conversations.customer_email', 'conversations.last_customer_seq'])
    .select(['bots.name as bot_name', 'web_channels.look', 'conversations.language', 'reads.seq as read_seq'])
    .where('conversations.id', '=', conversationId)
    .where('conversations.state', '<>', 'closed')
    .where('bots.deleted_at', 'is', null)
    .where('teams.deleted_at', 'is', null)
    .executeTakeFirst()
}

async function answersAfter(database: Database, conversationId: string, seq: number): Promise<MessageSent[]> {
  const answers = newestMessages(database, conversationId, MOST_ANSWERS).where('seq', '>', seq)
  return oldestFirst(await answers.where('actor_kind', '=', 'agent').execute())
}

async function saidBefore(database: Database, conversationId: string, seq: number): Promise<MessageSent[]> {
  return oldestFirst(await newestMessages(database, conversationId, MOST_BEFORE).where('seq', '<', seq).execute())
}

function newestMessages({ db }: Database, conversationId: string, most: number) {
  const events = db.selectFrom('events').selectAll().where('conversation_id', '=', conversationId)
  return events.where('type', '=', 'message.sent').orderBy('seq', 'desc').limit(most)
}

const oldestFirst = (rows: Parameters<typeof toEvent>[0][]) => rows.map((row) => toEvent(row) as MessageSent).reverse()
