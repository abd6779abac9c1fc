import { knowledgeLimits } from '@baton/protocol'
import type { Database, Tx } from '../database/database.ts'
import { useOf } from './knowledge.ts'
import { ask, type BotScope, lockBot, raiseVersion, readingJob, removeItems } from './knowledge-changes.ts'
import { type Request, write } from './knowledge-reading.ts'
import { insertOutbox } from './outbox.ts'

export type SitemapRead = {
  title: string
  pages: readonly string[]
  listed: number
  bytes: number
  notice: string | null
}
export type KnowledgePages = ReturnType<typeof openKnowledgePages>

const ROWS_AT_ONCE = 100

/** The pages of a bot's sitemaps. */
export function openKnowledgePages(database: Database, ports: { now: () => number; newId: () => string }) {
  return {
    /**
     * Makes the pages of a sitemap those that it lists now: new ones wait to be read, known ones to be read again, and
     * those that are gone are removed. Nothing is written when the request is void.
     */
    keep: (request: Request, teamId: string, read: SitemapRead): Promise<void> =>
      database.transact((tx) => keep(tx, { request, scope: { teamId, botId: request.botId }, read, ...ports })),
  }
}

type Keeping = { request: Request; scope: BotScope; read: SitemapRead; now: () => number; newId: () => string }

async function keep(tx: Tx, keeping: Keeping): Promise<void> {
  const { request, scope, read, now, newId } = keeping
  await lockBot(tx, scope.botId)
  const known = await tx
    .selectFrom('knowledge')
    .select(['id', 'url', 'sync', 'state'])
    .where('bot_id', '=', scope.botId)
    .where('parent_id', '=', request.knowledgeId)
    .execute()
  const addresses = new Set(known.map(({ url }) => url))
  const listed = new Set(read.pages)
  const gone = known.filter(({ url }) => url === null || !listed.has(url))
  const room = knowledgeLimits.items - (await useOf(tx, scope.botId)).items + gone.length
  const added = read.pages.filter((url) => !addresses.has(url)).slice(0, Math.max(0, room))
  const left = read.pages.length - (known.length - gone.length) - added.length
  const notice = [read.notice, left > 0 ? noRoom(left) : null].filter((one) => one !== null).join(' ') || null
  const title = await titleOf(tx, request.knowledgeId, read.title)
  const facts = {
    bytes: read.bytes,
    pages: read.listed,
    state: 'ready' as const,
    error: null,
    notice,
    synced_at: now(),
  }
  if (!(await write(tx, request, { ...facts, title }))) return
  await removeItems(
    tx,
    scope.botId,
    gone.map(({ id }) => id),
    'id',
  )
  if (gone.length > 0) await raiseVersion(tx, scope.botId)
  for (const one of known) {
    const still = one.url !== null && listed.has(one.url)
    if (still && (one.state === 'ready' || one.state === 'failed')) await ask(tx, scope, one, { newId, at: now() })
  }
  await insertPages(tx, keeping, added)
}

const noRoom = (left: number) =>
  `${left} pages were left out: a bot may know at most ${knowledgeLimits.items.toLocaleString('en')} items.`

async function titleOf(tx: Tx, id: string, title: string): Promise<string> {
  const query = tx.selectFrom('knowledge').select(['title', 'own_title']).where('id', '=', id)
  const row = await query.executeTakeFirst()
  return row?.own_title === 1 ? row.title : title
}

async function insertPages(tx: Tx, { request, scope, now, newId }: Keeping, added: readonly string[]): Promise<void> {
  const at = now()
  // Lists show the newest first; this keeps the sitemap's own order in them.
  const rows = added.map((url, index) => ({
    ...{ id: newId(), bot_id: scope.botId, parent_id: request.knowledgeId, source: 'url' as const, url, title: url },
    ...{ text: '', state: 'waiting' as const, sync: 1, created_at: at - index, updated_at: at },
  }))
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    await tx
      .insertInto('knowledge')
      .values(rows.slice(from, from + ROWS_AT_ONCE))
      .execute()
  }
  await insertOutbox(
    tx,
    rows.map((row) => readingJob(scope, row, { jobId: newId(), at })),
  )
}
