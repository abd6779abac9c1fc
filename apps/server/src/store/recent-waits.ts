import { sql } from 'kysely'
import type { Database } from '../database/database.ts'

/** What is older than this says nothing about today. In milliseconds. */
const RECENT_MS = 7 * 86_400_000
const MOST = 40

/** How long the customers of a bot who were claimed lately had waited, newest first, in milliseconds. */
export async function recentWaits({ db }: Database, botId: string, at: number): Promise<number[]> {
  const waits: { since: number; wait: number }[] = []
  // Each state by itself, so that the index gives the newest without looking at the others.
  for (const state of ['active', 'resolved']) {
    const rows = await db
      .selectFrom('conversations')
      .select(['escalated_at', claimedAt.as('claimed_at')])
      .where('bot_id', '=', botId)
      .where('state', '=', state)
      .where('escalated_at', '>=', at - RECENT_MS)
      .orderBy('escalated_at', 'desc')
      .limit(MOST)
      .execute()
    for (const { escalated_at: since, claimed_at: claimed } of rows) {
      if (since !== null && claimed !== null) waits.push({ since, wait: Number(claimed) - since })
    }
  }
  const newest = waits.sort((one, other) => other.since - one.since).slice(0, MOST)
  return newest.map(({ wait }) => wait)
}

/** The claim that ended the wait; null where it ended otherwise. */
const claimedAt = sql<number | null>`(select min(events.at) from events where events.conversation_id = conversations.id
  and events.type = 'conversation.claimed' and events.at >= conversations.escalated_at)`
