import type { Database } from '../database/database.ts'
import { recentWaits } from './recent-waits.ts'
import { type WaitingRange, waitingRange } from './waiting-range.ts'

/** A waiting conversation's place, 1 is next, and how long people of this bot lately waited where enough is known of it. */
export type Place = { conversationId: string; position: number } & WaitingRange

export type WaitingLine = ReturnType<typeof openWaitingLine>

/** Who waits for a person, bot by bot, in order. */
export function openWaitingLine(database: Database, { now }: { now: () => number }) {
  return {
    queue: async (botId: string): Promise<Place[]> => {
      const waiting = await waitingOf(database, botId)
      if (waiting.length === 0) return []
      const at = now()
      const elapsed = waiting.map(({ since }) => at - since)
      const range = waitingRange(await recentWaits(database, botId, at), elapsed)
      return waiting.map(({ id }, index) => ({ conversationId: id, position: index + 1, ...range }))
    },
  }
}

async function waitingOf({ db }: Database, botId: string): Promise<{ id: string; since: number }[]> {
  const rows = await db
    .selectFrom('conversations')
    .select(['id', 'escalated_at'])
    .where('bot_id', '=', botId)
    .where('state', '=', 'escalated')
    .orderBy('escalated_at')
    .orderBy('id')
    .execute()
  return rows.map(({ id, escalated_at }) => ({ id, since: escalated_at ?? 0 }))
}
