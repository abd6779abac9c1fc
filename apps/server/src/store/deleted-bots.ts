import type { Database, Tx } from '../database/database.ts'
import { removeAllKnowledge } from './knowledge-copies.ts'
import { insertOutbox, jobRow } from './outbox.ts'

type Deleting = { newId: () => string; now: () => number }

/**
 * Deletes a bot of a team with its knowledge, and plans the closing of its conversations in the same transaction, so that a crash in
 * between leaves nobody in an open conversation with a bot that is gone. False when there is no such bot.
 */
export function deleteBotRow(database: Database, teamId: string, botId: string, ports: Deleting): Promise<boolean> {
  return database.transact(async (tx) => {
    const at = ports.now()
    const { numUpdatedRows } = await tx
      .updateTable('bots')
      .set({ deleted_at: at, updated_at: at })
      .where('team_id', '=', teamId)
      .where('id', '=', botId)
      .where('deleted_at', 'is', null)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) return false
    await removeAllKnowledge(tx, botId)
    await planClosing(tx, teamId, botId, at, ports.newId)
    return true
  })
}

/** Every bot of a team that is not deleted yet. */
export async function botsOfTeam({ db }: Database, teamId: string): Promise<string[]> {
  const bots = db.selectFrom('bots').select('id').where('team_id', '=', teamId).where('deleted_at', 'is', null)
  return (await bots.execute()).map((row) => row.id)
}

/** A conversation that was started while its bot was being deleted is closed by the later of the two passes. */
const LATER = 60_000

async function planClosing(tx: Tx, teamId: string, botId: string, at: number, newId: () => string): Promise<void> {
  const job = { kind: 'timer' as const, teamId, conversationId: null, payload: { about: 'bot_deleted', botId } }
  await insertOutbox(tx, [
    jobRow({ ...job, id: newId(), key: `timer:bot_deleted:${botId}`, createdAt: at }),
    jobRow({ ...job, id: newId(), key: `timer:bot_deleted_again:${botId}`, createdAt: at, dueAt: at + LATER }),
  ])
}
