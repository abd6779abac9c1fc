import { knowledgeLimits, type UpdateKnowledge } from '@baton/protocol'
import { charactersOf } from '../characters.ts'
import type { Database, Tx } from '../database/database.ts'
import { flag } from './conversation-rows.ts'
import { useOf } from './knowledge.ts'
import type { KnowledgeRow } from './knowledge-rows.ts'
import { insertOutbox, jobRow } from './outbox.ts'

type Ports = { now: () => number; newId: () => string }
export type KnowledgeChanges = ReturnType<typeof openKnowledgeChanges>

/** Whose knowledge it is; the caller has made sure that the bot is the team's. */
export type BotScope = { teamId: string; botId: string }

export type NewKnowledge =
  | { source: 'text'; title: string; text: string; hash: string }
  | { source: 'file'; title: string; fileName: string; format: NonNullable<KnowledgeRow['format']>; bytes: Buffer }
  | { source: 'url' | 'sitemap'; title: string | null; url: string }

/** `full`: the bot has as many items or characters as it may have. `same_url`: it reads this address already. */
export type Added = { ok: true; id: string } | { ok: false; no: 'full'; items: number; characters: number } | SameUrl
type SameUrl = { ok: false; no: 'same_url'; id: string }

/** What members change of a bot's knowledge. What must be read is written together with the job that reads it. */
export function openKnowledgeChanges(database: Database, { now, newId }: Ports) {
  return {
    add: (scope: BotScope, item: NewKnowledge): Promise<Added> =>
      database.transact(async (tx) => {
        await lockBot(tx, scope.botId)
        const same = 'url' in item ? await sameUrl(tx, scope.botId, item) : null
        if (same !== null) return { ok: false, no: 'same_url', id: same }
        const { items, characters } = await useOf(tx, scope.botId)
        const more = item.source === 'text' ? charactersOf(item.text) : 0
        if (items >= knowledgeLimits.items || characters + more > knowledgeLimits.characters) {
          return { ok: false, no: 'full', items, characters }
        }
        return { ok: true, id: await insert(tx, scope, item, { id: newId(), jobId: newId(), at: now() }) }
      }),
    /** Title, and of a written text the text. False when there is no such item. */
    update: (botId: string, id: string, change: UpdateKnowledge & { hash?: string }): Promise<boolean> =>
      database.transact(async (tx) => {
        const { title, text, hash } = change
        const result = await tx
          .updateTable('knowledge')
          .set({
            updated_at: now(),
            ...(title === undefined ? {} : { title, own_title: flag(true) }),
            ...(text === undefined ? {} : { text, characters: charactersOf(text), synced_at: now() }),
            ...(hash === undefined ? {} : { content_hash: hash }),
          })
          .where('bot_id', '=', botId)
          .where('id', '=', id)
          .executeTakeFirst()
        if (result.numUpdatedRows > 0n) await raiseVersion(tx, botId)
        return result.numUpdatedRows > 0n
      }),
    /** With the pages of a sitemap. False when there is no such item. */
    remove: (botId: string, id: string): Promise<boolean> =>
      database.transact(async (tx) => {
        const removed = await removeItems(tx, botId, [id], 'id')
        if (removed === 0) return false
        await removeItems(tx, botId, [id], 'parent_id')
        await raiseVersion(tx, botId)
        return true
      }),
    /** Has these items read again, or all that come from the web; answers how many. Those that wait already are left. */
    readAgain: (scope: BotScope, id: string | 'all'): Promise<number> =>
      database.transact((tx) => readAgain(tx, scope, id, { newId, at: now() })),
  }
}

/** Makes changes of one bot's knowledge wait for each other, so that limits hold. */
export async function lockBot(tx: Tx, botId: string): Promise<void> {
  await tx
    .updateTable('bots')
    .set((of) => ({ knowledge_version: of('knowledge_version', '+', 0) }))
    .where('id', '=', botId)
    .execute()
}

export async function raiseVersion(tx: Tx, botId: string): Promise<void> {
  await tx
    .updateTable('bots')
    .set((of) => ({ knowledge_version: of('knowledge_version', '+', 1) }))
    .where('id', '=', botId)
    .execute()
}

/** Removes items, by their own ids or by that of their sitemap, with what belongs to them; answers how many. */
export async function removeItems(tx: Tx, botId: string, ids: readonly string[], by: 'id' | 'parent_id') {
  if (ids.length === 0) return 0
  const doomed = tx.selectFrom('knowledge').select('id').where('bot_id', '=', botId).where(by, 'in', ids)
  await tx.deleteFrom('knowledge_files').where('knowledge_id', 'in', doomed).execute()
  const result = await tx.deleteFrom('knowledge').where('bot_id', '=', botId).where(by, 'in', ids).executeTakeFirst()
  return Number(result.numDeletedRows)
}

/** The job that reads an item; `sync` says for which request. */
export function readingJob(scope: BotScope, item: { id: string; sync: number }, job: { jobId: string; at: number }) {
  return jobRow({
    id: job.jobId,
    kind: 'knowledge',
    key: `knowledge:${item.id}:${item.sync}`,
    lane: scope.botId,
    teamId: scope.teamId,
    conversationId: null,
    payload: { botId: scope.botId, knowledgeId: item.id, sync: item.sync },
    createdAt: job.at,
  })
}

async function sameUrl(tx: Tx, botId: string, { source, url }: { source: string; url: string }) {
  const row = await tx
    .selectFrom('knowledge')
    .select('id')
    .where('bot_id', '=', botId)
    .where('source', '=', source === 'sitemap' ? 'sitemap' : 'url')
    .where('url', '=', url)
    .executeTakeFirst()
  return row?.id ?? null
}

async function insert(
  tx: Tx,
  scope: BotScope,
  item: NewKnowledge,
  { id, jobId, at }: { id: string; jobId: string; at: number },
): Promise<string> {
  const named = { title: item.title ?? ('url' in item ? item.url : ''), own_title: flag(item.title !== null) }
  const base = { ...named, id, bot_id: scope.botId, source: item.source, created_at: at, updated_at: at }
  if (item.source === 'text') {
    const read = { text: item.text, characters: charactersOf(item.text), content_hash: item.hash, synced_at: at }
    await tx
      .insertInto('knowledge')
      .values({ ...base, ...read })
      .execute()
    await raiseVersion(tx, scope.botId)
    return id
  }
  const unread = { ...base, text: '', state: 'waiting' as const, sync: 1 }
  if (item.source === 'file') {
    const file = { file_name: item.fileName, format: item.format, bytes: item.bytes.length }
    await tx
      .insertInto('knowledge')
      .values({ ...unread, ...file })
      .execute()
    await tx
      .insertInto('knowledge_files')
      .values({ knowledge_id: id, content: item.bytes.toString('base64') })
      .execute()
  } else {
    await tx
      .insertInto('knowledge')
      .values({ ...unread, url: item.url })
      .execute()
  }
  await insertOutbox(tx, [readingJob(scope, { id, sync: 1 }, { jobId, at })])
  return id
}

async function readAgain(tx: Tx, scope: BotScope, id: string | 'all', job: { newId: () => string; at: number }) {
  let items = tx
    .selectFrom('knowledge')
    .select(['id', 'sync'])
    .where('bot_id', '=', scope.botId)
    .where('state', 'in', ['ready', 'failed'])
  // The pages of a sitemap follow from the sitemap.
  if (id === 'all') items = items.where('source', 'in', ['url', 'sitemap']).where('parent_id', 'is', null)
  else items = items.where('id', '=', id)
  const found = await items.execute()
  for (const one of found) await ask(tx, scope, one, job)
  return found.length
}

/** Puts an item in line to be read again. */
export async function ask(
  tx: Tx,
  scope: BotScope,
  { id, sync }: { id: string; sync: number },
  { newId, at }: { newId: () => string; at: number },
): Promise<void> {
  await tx
    .updateTable('knowledge')
    .set({ state: 'waiting', sync: sync + 1, error: null })
    .where('id', '=', id)
    .where('sync', '=', sync)
    .execute()
  await insertOutbox(tx, [readingJob(scope, { id, sync: sync + 1 }, { jobId: newId(), at })])
}
