import type { WebhookType } from '@baton/protocol'
import { type Insertable, type Kysely, type Selectable, sql, type Updateable } from 'kysely'
import type { Database, Tx } from '../database/database.ts'
import type { Schema } from '../database/schema.ts'
import type { WebhooksTable } from '../database/tables/outbox.ts'
import { fromCursor, pageOf } from './cursors.ts'

export type WebhookRow = Selectable<WebhooksTable>
/** With how many of its deliveries are kept for when it is switched on again. */
export type CountedWebhook = WebhookRow & { held: number }
/** Whose webhooks: nothing of another team or bot is ever found. */
export type BotScope = { teamId: string; botId: string }
type Paging = { limit: number; cursor?: string | undefined }

/** What planning needs to know of a webhook. `held`: the system switched it off, so what it misses is kept for it. */
export type Endpoint = { id: string; held: boolean; includeCustomer: boolean; includeText: boolean }

export type Webhooks = ReturnType<typeof openWebhooks>

export function openWebhooks(database: Database) {
  const { db } = database
  const ofBot = ({ teamId, botId }: BotScope) =>
    db
      .selectFrom('webhooks')
      .selectAll()
      .select(heldOf.as('held'))
      .where('team_id', '=', teamId)
      .where('bot_id', '=', botId)
      .where('deleted_at', 'is', null)
  return {
    endpointsFor: (botId: string, type: WebhookType) => endpointsFor(db, botId, type),
    /** A member's address, also of one who has left the team; null when there is no such member. */
    memberEmail: async (memberId: string): Promise<string | null> => {
      const row = await db.selectFrom('members').select('email').where('id', '=', memberId).executeTakeFirst()
      return row?.email ?? null
    },
    /** The bot's id and name; null when it is not this team's, or deleted. */
    bot: async ({ teamId, botId }: BotScope) => {
      const bot = db.selectFrom('bots').select(['id', 'name']).where('id', '=', botId).where('team_id', '=', teamId)
      return (await bot.where('deleted_at', 'is', null).executeTakeFirst()) ?? null
    },
    count: async (scope: BotScope): Promise<number> => (await ofBot(scope).execute()).length,
    page: async (scope: BotScope, { limit, cursor }: Paging) => {
      const after = fromCursor(cursor)
      let query = ofBot(scope)
      if (after !== null) {
        const [at, id] = after
        query = query.where((eb) =>
          eb.or([eb('created_at', '>', at), eb.and([eb('created_at', '=', at), eb('id', '>', id)])]),
        )
      }
      const rows = await query
        .orderBy('created_at')
        .orderBy('id')
        .limit(limit + 1)
        .execute()
      return pageOf(rows, limit, { item: (row) => row, position: (row) => [row.created_at, row.id] })
    },
    find: async (scope: BotScope, id: string): Promise<CountedWebhook | null> =>
      (await ofBot(scope).where('id', '=', id).executeTakeFirst()) ?? null,
    insert: async (row: Insertable<WebhooksTable>): Promise<void> => {
      await db.insertInto('webhooks').values(row).execute()
    },
    /** Changes a webhook and, in the same transaction, what waits for it; false when there is none. */
    update: (scope: BotScope, id: string, values: Updateable<WebhooksTable>, along?: (tx: Tx) => Promise<void>) =>
      database.transact(async (tx) => {
        const changed = tx.updateTable('webhooks').set(values).where('id', '=', id).where('deleted_at', 'is', null)
        const ours = changed.where('team_id', '=', scope.teamId).where('bot_id', '=', scope.botId)
        const { numUpdatedRows } = await ours.executeTakeFirst()
        if (numUpdatedRows === 1n) await along?.(tx)
        return numUpdatedRows === 1n
      }),
  }
}

const heldOf = sql<number>`(select cast(count(*) as integer) from webhook_deliveries
  where webhook_deliveries.webhook_id = webhooks.id and webhook_deliveries.status = 'held')`

/** The webhooks of a bot that hear of this type now, or will once somebody has switched them on again; oldest first. */
async function endpointsFor(db: Kysely<Schema>, botId: string, type: WebhookType): Promise<Endpoint[]> {
  const rows = await db
    .selectFrom('webhooks')
    .select(['id', 'enabled', 'include_customer', 'include_text'])
    .where('bot_id', '=', botId)
    .where('type', '=', type)
    .where((eb) => eb.or([eb('enabled', '=', 1), eb('disabled_reason', 'is not', null)]))
    .where('deleted_at', 'is', null)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    held: row.enabled === 0,
    includeCustomer: row.include_customer === 1,
    includeText: row.include_text === 1,
  }))
}
