import type { Tx } from '../database/database.ts'
import { type BotScope, readingJob } from './knowledge-changes.ts'
import { insertOutbox } from './outbox.ts'

type Ports = { newId: () => string; at: number }

/**
 * Gives another bot the same knowledge: pages stay with the copy of their sitemap, and what was still to be read is read
 * for the copy, too. One by one, for a text may be long.
 */
export async function copyKnowledge(tx: Tx, from: string, to: BotScope, { newId, at }: Ports): Promise<void> {
  const items = await tx.selectFrom('knowledge').select('id').where('bot_id', '=', from).orderBy('id').execute()
  const copies = new Map(items.map(({ id }) => [id, newId()]))
  for (const [id, copy] of copies) {
    const item = await tx.selectFrom('knowledge').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    const parent = item.parent_id === null ? null : (copies.get(item.parent_id) ?? null)
    const unread = item.state === 'waiting' || item.state === 'reading'
    const own = { id: copy, bot_id: to.botId, parent_id: parent, sync: 1 }
    await tx
      .insertInto('knowledge')
      .values({ ...item, ...own, state: unread ? 'waiting' : item.state })
      .execute()
    await copyFile(tx, id, copy)
    if (unread) await insertOutbox(tx, [readingJob(to, { id: copy, sync: 1 }, { jobId: newId(), at })])
  }
}

async function copyFile(tx: Tx, from: string, to: string): Promise<void> {
  const file = await tx.selectFrom('knowledge_files').selectAll().where('knowledge_id', '=', from).executeTakeFirst()
  if (file === undefined) return
  await tx
    .insertInto('knowledge_files')
    .values({ ...file, knowledge_id: to })
    .execute()
}

/** Removes everything that a bot knows. */
export async function removeAllKnowledge(tx: Tx, botId: string): Promise<void> {
  const doomed = tx.selectFrom('knowledge').select('id').where('bot_id', '=', botId)
  await tx.deleteFrom('knowledge_files').where('knowledge_id', 'in', doomed).execute()
  await tx.deleteFrom('knowledge').where('bot_id', '=', botId).execute()
  await tx.deleteFrom('knowledge_vectors').where('bot_id', '=', botId).execute()
}
