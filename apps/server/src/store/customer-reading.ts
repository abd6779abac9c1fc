import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import { fromCursor, pageOf } from './cursors.ts'
import { customerReader, holdersReader } from './reads.ts'

export type CustomerReading = ReturnType<typeof openCustomerReading>

/** What customers read besides the log itself. */
export function openCustomerReading(database: Database) {
  return {
    conversations: (customerId: string, page: PageOfList) => conversationsOfCustomer(database, customerId, page),
    /** How far agents have read while they held the conversation; it stays when they leave. 0 where nobody has. */
    seenByAgents: async (conversationId: string): Promise<number> => {
      const reads = database.db.selectFrom('reads').select('seq').where('conversation_id', '=', conversationId)
      return (await reads.where('reader', '=', holdersReader).executeTakeFirst())?.seq ?? 0
    },
  }
}

type PageOfList = { limit: number; cursor?: string | undefined }

/** One line in a customer's own list. */
export type CustomerSummary = {
  id: string
  state: string
  startedAt: number
  lastActivityAt: number
  lastMessage: { text: string; kind: string; name: string | null } | null
  /** Somebody else has written since the customer last looked. */
  unread: boolean
}

/** The conversations of one customer, what happened last first. */
async function conversationsOfCustomer({ db }: Database, customerId: string, { limit, cursor }: PageOfList) {
  const position = fromCursor(cursor)
  let query = db
    .selectFrom('conversations')
    .leftJoin('reads', (join) =>
      join.onRef('reads.conversation_id', '=', 'conversations.id').on('reads.reader', '=', customerReader),
    )
    .select(['id', 'state', 'started_at', 'last_activity_at', 'reads.seq as read_seq'])
    .select(['last_message_seq', 'last_message_text', 'last_message_kind', 'last_message_name'])
    .where('customer_id', '=', customerId)
  if (position !== null) {
    const [at, id] = position
    query = query.where(sql<boolean>`(last_activity_at < ${at} or (last_activity_at = ${at} and id < ${id}))`)
  }
  const rows = await query
    .orderBy('last_activity_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  return pageOf(rows, limit, {
    item: (row): CustomerSummary => ({
      id: row.id,
      state: row.state,
      startedAt: row.started_at,
      lastActivityAt: row.last_activity_at,
      lastMessage: lastMessageOf(row),
      unread: row.last_message_kind === 'agent' && row.last_message_seq > (row.read_seq ?? 0),
    }),
    position: (row) => [row.last_activity_at, row.id],
  })
}

type LastMessage = {
  last_message_text: string | null
  last_message_kind: string | null
  last_message_name: string | null
}

function lastMessageOf({ last_message_text: text, last_message_kind: kind, last_message_name: name }: LastMessage) {
  return text === null || kind === null ? null : { text, kind, name }
}
