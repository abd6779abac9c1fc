import { knowledgeLimits } from '@baton/protocol'
import { charactersOf } from '../characters.ts'
import type { Database, Tx } from '../database/database.ts'
import { useOf } from './knowledge.ts'
import { lockBot, raiseVersion } from './knowledge-changes.ts'
import type { KnowledgeRow } from './knowledge-rows.ts'

/** One request to read one item. A later request, or the item's removal, makes it void: then nothing is written. */
export type Request = { botId: string; knowledgeId: string; sync: number }

export type ReadText = {
  title: string | null
  text: string
  hash: string
  format: KnowledgeRow['format']
  bytes: number
  pages: number | null
}

export type BeganItem = NonNullable<Awaited<ReturnType<KnowledgeReading['begin']>>>
export type KnowledgeReading = ReturnType<typeof openKnowledgeReading>

/** What the jobs that read knowledge write. */
export function openKnowledgeReading(database: Database, { now }: { now: () => number }) {
  const { db } = database
  return {
    /** Marks the item as being read and answers it without its text; null when the request is void. */
    begin: async ({ botId, knowledgeId, sync }: Request) => {
      const item = await db
        .selectFrom('knowledge')
        .innerJoin('bots', 'bots.id', 'knowledge.bot_id')
        .select(['knowledge.source', 'knowledge.url', 'knowledge.format', 'knowledge.title', 'bots.team_id'])
        .where('knowledge.id', '=', knowledgeId)
        .where('knowledge.bot_id', '=', botId)
        .where('knowledge.sync', '=', sync)
        .where('knowledge.state', 'in', ['waiting', 'reading'])
        .where('bots.deleted_at', 'is', null)
        .executeTakeFirst()
      if (item === undefined) return null
      await write(db, { botId, knowledgeId, sync }, { state: 'reading' })
      return item
    },
    /** The bytes of an uploaded file; null when they are gone. */
    file: async (knowledgeId: string): Promise<Buffer | null> => {
      const query = db.selectFrom('knowledge_files').select('content').where('knowledge_id', '=', knowledgeId)
      const row = await query.executeTakeFirst()
      return row === undefined ? null : Buffer.from(row.content, 'base64')
    },
    /** Keeps what was read. `full`: the bot may not have so many characters; nothing is kept. */
    finish: (request: Request, read: ReadText): Promise<'kept' | 'full' | 'void'> =>
      database.transact(async (tx) => finish(tx, request, read, now())),
    /** Keeps that it could not be read, in plain words; what was read before stays. */
    fail: (request: Request, error: string) => write(db, request, { state: 'failed', error }),
    /** It will be tried again: why, in plain words. */
    postpone: (request: Request, error: string) => write(db, request, { state: 'waiting', error }),
  }
}

type Values = Partial<Omit<KnowledgeRow, 'id' | 'bot_id'>>

/** Writes on the item as long as the request counts; answers whether it did. */
export async function write(db: Database['db'] | Tx, request: Request, values: Values): Promise<boolean> {
  const result = await db
    .updateTable('knowledge')
    .set(values)
    .where('id', '=', request.knowledgeId)
    .where('bot_id', '=', request.botId)
    .where('sync', '=', request.sync)
    .where('state', 'in', ['waiting', 'reading'])
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

async function finish(tx: Tx, request: Request, read: ReadText, at: number): Promise<'kept' | 'full' | 'void'> {
  await lockBot(tx, request.botId)
  const item = await tx
    .selectFrom('knowledge')
    .select(['title', 'own_title', 'characters', 'content_hash'])
    .where('id', '=', request.knowledgeId)
    .executeTakeFirst()
  if (item === undefined) return 'void'
  const characters = charactersOf(read.text)
  const all = (await useOf(tx, request.botId)).characters - item.characters + characters
  if (all > knowledgeLimits.characters) return 'full'
  const title = item.own_title === 1 ? item.title : (read.title ?? item.title)
  const changed = item.content_hash !== read.hash || item.title !== title
  const text = changed ? { title, text: read.text, characters, content_hash: read.hash, updated_at: at } : {}
  const { format, bytes, pages } = read
  const facts = { format, bytes, pages, state: 'ready' as const, error: null, notice: null, synced_at: at }
  if (!(await write(tx, request, { ...text, ...facts }))) return 'void'
  if (changed) await raiseVersion(tx, request.botId)
  await tx.deleteFrom('knowledge_files').where('knowledge_id', '=', request.knowledgeId).execute()
  return 'kept'
}
