import type { WebhookType } from '@baton/protocol'
import type { Insertable, Selectable, Updateable } from 'kysely'
import type { Database } from '../database/database.ts'
import type { WebhooksTable } from '../database/tables/outbox.ts'
import { fromCursor, pageOf } from './cursors.ts'

export type WebhookRow = Selectable<WebhooksTable>
/** Whose webhooks: nothing of another team or bot is ever found. */
export type BotScope = { teamId: string; botId: string }
type Paging = { limit: number; cursor?: string | undefined }

export type Webhooks = ReturnType<typeof openWebhooks>

export function openWebhooks({ db }: Database) {
  const ofBot = ({ teamId, botId }: BotScope) =>
    db
      .selectFrom('webhooks')
      .selectAll()
      .where('team_id', '=', teamId)
      .where('bot_id', '=', botId)
      .where('deleted_at', 'is', null)
  return {
    /** The enabled webhooks of a bot that hear of this type, oldest first. */
    endpointsFor: (botId: string, type: WebhookType) =>
      db
        .selectFrom('webhooks')
        .select('id')
        .where('bot_id', '=', botId)
        .where('type', '=', type)
        .where('enabled', '=', 1)
        .where('deleted_at', 'is', null)
        .orderBy('created_at')
        .orderBy('id')
        .execute(),
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
    find: async (scope: BotScope, id: string): Promise<WebhookRow | null> =>
      (await ofBot(scope).where('id', '=', id).executeTakeFirst()) ?? null,
    insert: async (row: Insertable<WebhooksTable>): Promise<void> => {
      await db.insertInto('webhooks').values(row).execute()
    },
    /** Changes a webhook; answers it as it is then, null when there is none. */
    update: async (scope: BotScope, id: string, values: Updateable<WebhooksTable>): Promise<WebhookRow | null> => {
      const changed = db.updateTable('webhooks').set(values).where('id', '=', id).where('deleted_at', 'is', null)
      const row = await changed
        .where('team_id', '=', scope.teamId)
        .where('bot_id', '=', scope.botId)
        .returningAll()
        .executeTakeFirst()
      return row ?? null
    },
  }
}
