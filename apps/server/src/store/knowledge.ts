import type { CreateKnowledge, KnowledgeDetail } from '@baton/protocol'
import type { Selectable } from 'kysely'
import type { Database, Tx } from '../database/database.ts'
import type { KnowledgeTable } from '../database/tables/bots.ts'
import { iso } from '../present/plain.ts'
import { fromCursor, pageOf } from './cursors.ts'

export type KnowledgeStore = ReturnType<typeof openKnowledge>

/** The knowledge of bots; the caller has made sure that the bot is the team's. */
export function openKnowledge(database: Database, { now, newId }: { now: () => number; newId: () => string }) {
  const { db } = database
  const find = async (botId: string, id: string): Promise<KnowledgeDetail | null> => {
    const row = await db
      .selectFrom('knowledge')
      .selectAll()
      .where('bot_id', '=', botId)
      .where('id', '=', id)
      .executeTakeFirst()
    return row === undefined ? null : toDetail(row)
  }
  return {
    find,
    list: async (botId: string, { limit, cursor }: { limit: number; cursor?: string | undefined }) => {
      const position = fromCursor(cursor)
      let query = db.selectFrom('knowledge').selectAll().where('bot_id', '=', botId)
      if (position !== null) {
        const [at, id] = position
        query = query.where((where) =>
          where.or([where('created_at', '<', at), where.and([where('created_at', '=', at), where('id', '<', id)])]),
        )
      }
      const rows = await query
        .orderBy('created_at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit + 1)
        .execute()
      return pageOf(rows, limit, { item: toDetail, position: (row) => [row.created_at, row.id] })
    },
    add: async (botId: string, { title, text }: CreateKnowledge): Promise<KnowledgeDetail> => {
      const at = now()
      const row = {
        id: newId(),
        bot_id: botId,
        title,
        source: 'text' as const,
        url: null,
        text,
        created_at: at,
        updated_at: at,
      }
      await database.transact(async (tx) => {
        await tx.insertInto('knowledge').values(row).execute()
        await raiseVersion(tx, botId)
      })
      return toDetail(row)
    },
    /** False when there is no such item. */
    remove: (botId: string, id: string): Promise<boolean> =>
      database.transact(async (tx) => {
        const query = tx.deleteFrom('knowledge').where('bot_id', '=', botId).where('id', '=', id)
        const { numDeletedRows } = await query.executeTakeFirst()
        if (numDeletedRows > 0n) await raiseVersion(tx, botId)
        return numDeletedRows > 0n
      }),
    /** Everything of a bot, for its index. */
    all: async (botId: string) => {
      const rows = await db.selectFrom('knowledge').selectAll().where('bot_id', '=', botId).orderBy('id').execute()
      return rows.map(({ id, title, url, text, updated_at }) => ({ id, title, url, text, updatedAt: updated_at }))
    },
    /** Raised by every change, so that every server knows when its index is stale. */
    version: async (botId: string): Promise<number> => {
      const query = db.selectFrom('bots').select('knowledge_version').where('id', '=', botId)
      return (await query.executeTakeFirst())?.knowledge_version ?? 0
    },
  }
}

async function raiseVersion(tx: Tx, botId: string): Promise<void> {
  await tx
    .updateTable('bots')
    .set((of) => ({ knowledge_version: of('knowledge_version', '+', 1) }))
    .where('id', '=', botId)
    .execute()
}

function toDetail(row: Selectable<KnowledgeTable>): KnowledgeDetail {
  return {
    id: row.id,
    title: row.title,
    source: row.source,
    url: row.url,
    characters: [...row.text].length,
    createdAt: iso(row.created_at),
    text: row.text,
  }
}
