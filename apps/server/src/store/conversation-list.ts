import type { Conversation, Policy, Visit } from '@baton/core'
import type { ConversationCounts, ConversationState } from '@baton/protocol'
import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import { type ConversationRow, type PolicyColumns, toConversation, toPolicy, toVisit } from './conversation-rows.ts'
import { type ConversationSearch, openConversationSearch } from './conversation-search.ts'
import { fromCursor, pageOf } from './cursors.ts'
import { openSearchMatches } from './search-matches.ts'

/** A conversation with what lists show of it. `readSeq` is how far the asking member has read. */
export type Summary = {
  conversation: Conversation
  policy: Policy
  visit: Visit
  lastActivityAt: number
  lastMessage: { text: string; kind: string; id: string | null; name: string | null; at: number; seq: number } | null
  readSeq: number
}

export type Filter = {
  state?: ConversationState | undefined
  botId?: string | undefined
  mine?: boolean | undefined
  customerId?: string | undefined
  q?: string | undefined
  limit: number
  cursor?: string | undefined
}

export type ConversationList = ReturnType<typeof openConversationList>

/** What members see of conversations: lists, one summary, and counts. Every read is inside one team. */
export function openConversationList(database: Database) {
  const search = openConversationSearch(database)
  return {
    page: (teamId: string, memberId: string, filter: Filter) =>
      readPage(database, search, { teamId, memberId, ...filter }),
    /** Which message of each of these conversations, all of the asker's team, a search has found. */
    matches: openSearchMatches(database),
    find: async (teamId: string, memberId: string, id: string): Promise<Summary | null> => {
      const row = await summaries(database, teamId, memberId).where('conversations.id', '=', id).executeTakeFirst()
      return row === undefined ? null : toSummary(row as SummaryRow)
    },
    counts: (teamId: string, memberId: string, botId?: string) => readCounts(database, { teamId, memberId, botId }),
    bots: (teamId: string) => readBots(database, teamId),
    teamOf: async (id: string) => {
      const found = database.db.selectFrom('conversations').select(['team_id', 'bot_id', 'customer_id'])
      const row = await found.where('id', '=', id).executeTakeFirst()
      return row === undefined ? null : { teamId: row.team_id, botId: row.bot_id, customerId: row.customer_id }
    },
    openOfBot: async (botId: string) => {
      const open = database.db.selectFrom('conversations').select('id').where('bot_id', '=', botId)
      return (await open.where('state', '<>', 'closed').execute()).map((row) => row.id)
    },
  }
}

function summaries({ db }: Database, teamId: string, memberId: string) {
  return db
    .selectFrom('conversations')
    .innerJoin('bots', 'bots.id', 'conversations.bot_id')
    .leftJoin('power_ups', (join) =>
      join.onRef('power_ups.bot_id', '=', 'bots.id').on('power_ups.kind', '=', 'talk_to_a_human'),
    )
    .leftJoin('power_ups as leads', (join) =>
      join.onRef('leads.bot_id', '=', 'bots.id').on('leads.kind', '=', 'collect_a_lead'),
    )
    .leftJoin('reads', (join) =>
      join.onRef('reads.conversation_id', '=', 'conversations.id').on('reads.reader', '=', memberId),
    )
    .selectAll('conversations')
    .select([
      'bots.name',
      'bots.model',
      'bots.human_takeover',
      'bots.take_over_allowed',
      'bots.while_waiting',
      'bots.unanswered_minutes',
      'bots.deleted_at',
      'power_ups.enabled as power_up_enabled',
      'power_ups.settings as power_up_settings',
      'leads.enabled as lead_enabled',
      'leads.settings as lead_settings',
      'reads.seq as read_seq',
    ])
    .where('conversations.team_id', '=', teamId)
}

type SummaryRow = ConversationRow & PolicyColumns & { read_seq: number | null }

type PageOf = Filter & { teamId: string; memberId: string }

async function readPage(database: Database, search: ConversationSearch, { teamId, memberId, ...filter }: PageOf) {
  const position = fromCursor(filter.cursor)
  // Who waits longest comes first in the queue; everywhere else what happened last.
  const waiting = filter.state === 'escalated'
  const by = waiting ? ('conversations.escalated_at' as const) : ('conversations.last_activity_at' as const)
  let query = summaries(database, teamId, memberId)
  if (filter.state !== undefined) query = query.where('conversations.state', '=', filter.state)
  if (filter.botId !== undefined) query = query.where('conversations.bot_id', '=', filter.botId)
  if (filter.mine === true) query = query.where('conversations.agent_id', '=', memberId)
  if (filter.customerId !== undefined) query = query.where('conversations.customer_id', '=', filter.customerId)
  if (filter.q?.trim()) {
    const matching = search.matching(filter.q)
    // What has no letter and no digit in it stands nowhere.
    if (matching === null) return { items: [], nextCursor: null }
    query = query.where(matching)
  }
  if (position !== null) query = query.where(beyond(by, waiting, position))
  const direction = waiting ? 'asc' : 'desc'
  const rows = await query
    .orderBy(by, direction)
    .orderBy('conversations.id', direction)
    .limit(filter.limit + 1)
    .execute()
  return pageOf(rows as SummaryRow[], filter.limit, {
    item: toSummary,
    position: (row) => [(waiting ? row.escalated_at : row.last_activity_at) ?? 0, row.id],
  })
}

/** A comparison of rows, which both databases answer from the index that the list is ordered by. */
function beyond(by: string, ascending: boolean, [at, id]: readonly [number, string]) {
  const place = sql`(${sql.ref(by)}, ${sql.ref('conversations.id')})`
  return ascending ? sql<boolean>`${place} > (${at}, ${id})` : sql<boolean>`${place} < (${at}, ${id})`
}

type Counted = { teamId: string; memberId: string; botId: string | undefined }

/** Answered from an index alone. */
async function readCounts({ db }: Database, { teamId, memberId, botId }: Counted): Promise<ConversationCounts> {
  let counted = db
    .selectFrom('conversations')
    .select([
      'state',
      sql<number>`count(*)`.as('count'),
      sql<number>`sum(case when agent_id = ${memberId} then 1 else 0 end)`.as('mine'),
    ])
    .where('team_id', '=', teamId)
  if (botId !== undefined) counted = counted.where('bot_id', '=', botId)
  const rows = await counted.groupBy('state').execute()
  const of = (state: ConversationState) => Number(rows.find((row) => row.state === state)?.count ?? 0)
  return {
    bot: of('bot'),
    escalated: of('escalated'),
    active: of('active'),
    resolved: of('resolved'),
    closed: of('closed'),
    mine: Number(rows.find((row) => row.state === 'active')?.mine ?? 0),
  }
}

async function readBots({ db }: Database, teamId: string) {
  const rows = await db
    .selectFrom('bots')
    .select(['id', 'name', 'unanswered_minutes', 'deleted_at'])
    .where('team_id', '=', teamId)
    .where((where) =>
      where.or([
        where('deleted_at', 'is', null),
        where.exists(
          where.selectFrom('conversations').select('conversations.id').whereRef('conversations.bot_id', '=', 'bots.id'),
        ),
      ]),
    )
    .orderBy('created_at')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    unansweredMinutes: row.unanswered_minutes,
    deleted: row.deleted_at !== null,
  }))
}

function toSummary(row: SummaryRow): Summary {
  const { last_message_text: text, last_message_at: at, last_message_kind: kind } = row
  return {
    conversation: toConversation(row),
    policy: toPolicy(row),
    visit: toVisit(row),
    lastActivityAt: row.last_activity_at,
    lastMessage:
      text === null || at === null || kind === null
        ? null
        : { text, kind, id: row.last_message_by, name: row.last_message_name, at, seq: row.last_message_seq },
    readSeq: row.read_seq ?? 0,
  }
}
