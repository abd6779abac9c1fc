import type { Knowledge, KnowledgeDetail, KnowledgeProgress } from '@baton/protocol'
import { sql } from 'kysely'
import type { Database, Tx } from '../database/database.ts'
import { fromCursor, pageOf } from './cursors.ts'
import { progressOf, shownColumns, toDetail, toKnowledge } from './knowledge-rows.ts'

export type KnowledgeStore = ReturnType<typeof openKnowledge>
export type KnowledgeAsked = {
  limit: number
  cursor?: string | undefined
  parentId?: string | undefined
  q?: string | undefined
}

/** What bots know, for reading; the caller has made sure that the bot is the team's. */
export function openKnowledge(database: Database) {
  const { db } = database
  return {
    find: async (botId: string, id: string): Promise<KnowledgeDetail | null> => {
      const row = await db
        .selectFrom('knowledge')
        .selectAll()
        .where('bot_id', '=', botId)
        .where('id', '=', id)
        .executeTakeFirst()
      if (row === undefined) return null
      return toDetail(row, (await pagesOf(database, botId, [id])).get(id))
    },
    list: async (botId: string, asked: KnowledgeAsked) => {
      const rows = await listQuery(database, botId, asked).execute()
      const sitemaps = rows.filter(({ source }) => source === 'sitemap').map(({ id }) => id)
      const pages = await pagesOf(database, botId, sitemaps)
      return pageOf(rows, asked.limit, {
        item: (row): Knowledge => toKnowledge(row, pages.get(row.id)),
        position: (row) => [row.created_at, row.id],
      })
    },
    /** How much a bot knows already. */
    use: (botId: string) => useOf(database.db, botId),
    /** Everything of a bot, for its index. */
    all: async (botId: string) => {
      const rows = await db
        .selectFrom('knowledge')
        .select(['id', 'title', 'url', 'text', 'updated_at'])
        .where('bot_id', '=', botId)
        .where('characters', '>', 0)
        .orderBy('id')
        .execute()
      return rows.map(({ id, title, url, text, updated_at }) => ({ id, title, url, text, updatedAt: updated_at }))
    },
    /** Raised by every change, so that every server knows when its index is stale. */
    version: async (botId: string): Promise<number> => {
      const query = db.selectFrom('bots').select('knowledge_version').where('id', '=', botId)
      return (await query.executeTakeFirst())?.knowledge_version ?? 0
    },
  }
}

/** Items, characters and states of a bot. */
export async function useOf(db: Database['db'] | Tx, botId: string) {
  const rows = await db
    .selectFrom('knowledge')
    .select(['state', (of) => of.fn.countAll<number>().as('count'), (of) => of.fn.sum('characters').as('characters')])
    .where('bot_id', '=', botId)
    .groupBy('state')
    .execute()
  const sum = (values: readonly unknown[]) => values.reduce<number>((all, one) => all + Number(one ?? 0), 0)
  return {
    items: sum(rows.map(({ count }) => count)),
    characters: sum(rows.map(({ characters }) => characters)),
    progress: progressOf(rows),
  }
}

function listQuery({ db }: Database, botId: string, { limit, cursor, parentId, q }: KnowledgeAsked) {
  const position = fromCursor(cursor)
  let query = db.selectFrom('knowledge').select(shownColumns).where('bot_id', '=', botId)
  if (parentId !== undefined) query = query.where('parent_id', '=', parentId)
  else if (q === undefined || q === '') query = query.where('parent_id', 'is', null)
  if (q !== undefined && q !== '') {
    const pattern = `%${q.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`
    query = query.where((where) =>
      where.or(
        (['title', 'url', 'file_name', 'text'] as const).map(
          (column) => sql<boolean>`lower(coalesce(${where.ref(column)}, '')) like ${pattern} escape '\\'`,
        ),
      ),
    )
  }
  if (position !== null) {
    const [at, id] = position
    query = query.where((where) =>
      where.or([where('created_at', '<', at), where.and([where('created_at', '=', at), where('id', '<', id)])]),
    )
  }
  return query
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
}

async function pagesOf({ db }: Database, botId: string, sitemaps: readonly string[]) {
  const pages = new Map<string, KnowledgeProgress>()
  if (sitemaps.length === 0) return pages
  const rows = await db
    .selectFrom('knowledge')
    .select(['parent_id', 'state', (of) => of.fn.countAll<number>().as('count')])
    .where('bot_id', '=', botId)
    .where('parent_id', 'in', sitemaps)
    .groupBy(['parent_id', 'state'])
    .execute()
  for (const id of sitemaps) pages.set(id, progressOf(rows.filter((row) => row.parent_id === id)))
  return pages
}
