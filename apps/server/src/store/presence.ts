import type { Database } from '../database/database.ts'

/** How exactly it is known when somebody was last seen, in milliseconds; the shortest time to be away is a minute. */
const EXACT_TO = 10_000

/**
 * Notes that a member has an open socket or has just acted; never goes back. Somebody who acts all the time is noted
 * once in ten seconds, so that a command is not two writes.
 */
export function openMemberPresence({ db }: Database) {
  const noted = new Map<string, number>()
  return async (memberId: string, at: number): Promise<void> => {
    if (at - (noted.get(memberId) ?? Number.NEGATIVE_INFINITY) < EXACT_TO) return
    await db
      .insertInto('member_presence')
      .values({ member_id: memberId, last_seen_at: at })
      .onConflict((conflict) =>
        conflict.column('member_id').doUpdateSet({ last_seen_at: at }).where('member_presence.last_seen_at', '<', at),
      )
      .execute()
    noted.set(memberId, at)
  }
}

export type AbsentHolder = { conversationId: string; engagement: number; removed: boolean }

/** Held conversations whose holder was removed, or has not been seen for longer than the bot allows. */
export async function absentHolders({ db }: Database, now: number): Promise<AbsentHolder[]> {
  const rows = await db
    .selectFrom('conversations')
    .innerJoin('bots', 'bots.id', 'conversations.bot_id')
    .innerJoin('members', 'members.id', 'conversations.agent_id')
    .leftJoin('member_presence', 'member_presence.member_id', 'conversations.agent_id')
    .select([
      'conversations.id',
      'conversations.engagement',
      'conversations.claimed_at',
      'members.removed_at',
      'members.role',
      'member_presence.last_seen_at',
      'bots.agent_away_minutes',
    ])
    .where('conversations.state', '=', 'active')
    .execute()
  return rows
    .map((row) => ({
      conversationId: row.id,
      engagement: row.engagement,
      removed: row.removed_at !== null || !['owner', 'admin', 'responder'].includes(row.role),
      // A claim is an action: whoever claims by API alone is present from then on.
      seenAt: Math.max(row.last_seen_at ?? 0, row.claimed_at ?? 0),
      awayAfter: row.agent_away_minutes * 60_000,
    }))
    .filter((row) => row.removed || now - row.seenAt > row.awayAfter)
}
