import type { Change, Conversations, Loaded, MessageSent } from '@baton/core'
import { type Insertable, sql } from 'kysely'
import type { Database, Tx } from '../database/database.ts'
import type { OutboxTable, WebhookDeliveriesTable } from '../database/tables/outbox.ts'
import {
  changedColumns,
  eventRow,
  newRow,
  type PolicyColumns,
  toConversation,
  toEvent,
  toPolicy,
} from './conversation-rows.ts'
import { type ConversationSearch, openConversationSearch } from './conversation-search.ts'

/** Rows that must be written together with a change: what other parts do because of it. */
export type Effects = {
  outbox: readonly Insertable<OutboxTable>[]
  deliveries: readonly Insertable<WebhookDeliveriesTable>[]
}
export type WriteEffects = (tx: Tx, effects: Effects) => Promise<void>

class Overtaken extends Error {}

/**
 * The conversations of both databases. `plan` says what follows from a change (it may read, before the transaction
 * begins); `write` inserts that in the same transaction.
 */
export function openConversations(
  database: Database,
  effects: { plan: (change: Change) => Promise<Effects>; write: WriteEffects },
): Conversations {
  const { db } = database
  const search = openConversationSearch(database)
  return {
    load: (conversationId) => loadBy(database, 'conversations.id', conversationId),
    findByStartKey: (hash) => loadBy(database, 'conversations.start_key_hash', hash),
    policyOf: async (botId) => {
      const row = await withPolicy(database).where('bots.id', '=', botId).executeTakeFirst()
      return row === undefined || row.deleted_at !== null ? null : toPolicy(row)
    },
    findMessage: async (conversationId, sender, clientId) => {
      const row = await db
        .selectFrom('events')
        .selectAll()
        .where('conversation_id', '=', conversationId)
        .where('sender', '=', sender)
        .where('client_id', '=', clientId)
        .executeTakeFirst()
      return row === undefined ? null : (toEvent(row) as MessageSent)
    },
    heldBy: async (memberId) => {
      const held = db.selectFrom('conversations').select('id').where('agent_id', '=', memberId)
      return (await held.where('state', '=', 'active').execute()).map((row) => row.id)
    },
    commit: async (changes, along) => {
      const planned = await Promise.all(changes.map(effects.plan))
      const all: Effects = {
        outbox: planned.flatMap((one) => one.outbox),
        deliveries: planned.flatMap((one) => one.deliveries),
      }
      try {
        await database.transact(async (tx) => {
          for (const change of changes) await writeChange(tx, change, search)
          await effects.write(tx, all)
          await along?.(tx)
        })
        return true
      } catch (error) {
        // A duplicate is a start key, an event number or a clientId that another server has just written.
        if (error instanceof Overtaken || database.isDuplicate(error)) return false
        throw error
      }
    },
  }
}

async function writeChange(tx: Tx, change: Change, search: ConversationSearch): Promise<void> {
  if (change.before === null) await insertConversation(tx, change)
  else await updateConversation(tx, change, change.before.lastSeq)
  await tx.insertInto('events').values(change.events.map(eventRow)).execute()
  await search.index(tx, change)
}

/** The one conditional UPDATE that everything rests on: it lands only on the version that the command was decided on. */
async function updateConversation(tx: Tx, { after, events }: Change, decidedOn: number): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('conversations')
    .set(changedColumns(after, events))
    .where('id', '=', after.id)
    .where('last_seq', '=', decidedOn)
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) throw new Overtaken()
}

async function insertConversation(tx: Tx, { after, events, startKeyHash, visit }: Change): Promise<void> {
  if (startKeyHash === undefined) throw new Error('a conversation starts with a start key')
  const customer = { id: after.customerId, team_id: after.teamId, bot_id: after.botId, created_at: after.startedAt }
  await tx
    .insertInto('customers')
    .values(customer)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute()
  await tx
    .insertInto('conversations')
    .values(newRow(after, events, { startKeyHash, visit }))
    .execute()
}

function withPolicy({ db }: Database) {
  return db
    .selectFrom('bots')
    .leftJoin('power_ups', (join) =>
      join.onRef('power_ups.bot_id', '=', 'bots.id').on('power_ups.kind', '=', 'talk_to_a_human'),
    )
    .leftJoin('power_ups as leads', (join) =>
      join.onRef('leads.bot_id', '=', 'bots.id').on('leads.kind', '=', 'collect_a_lead'),
    )
    .select(policyColumns)
    .select(tellsMessages)
}

/** 1 when some webhook of the bot hears of messages, or will once it is switched on again. */
const tellsMessages = sql<number>`case when exists (
  select 1 from webhooks where webhooks.bot_id = bots.id and webhooks.type = 'message.sent' and webhooks.deleted_at is null
  and (webhooks.enabled = 1 or webhooks.disabled_reason is not null)) then 1 else 0 end`.as('tells_messages')

const policyColumns = [
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
] as const

async function loadBy(
  database: Database,
  column: 'conversations.id' | 'conversations.start_key_hash',
  value: string,
): Promise<Loaded | null> {
  const row = await withPolicy(database)
    .innerJoin('conversations', 'conversations.bot_id', 'bots.id')
    .selectAll('conversations')
    .where(column, '=', value)
    .executeTakeFirst()
  return row === undefined ? null : { conversation: toConversation(row), policy: toPolicy(row as PolicyColumns) }
}
