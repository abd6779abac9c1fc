import type { Database } from '../database/database.ts'

export type StoredPoint = { text: string; messages: number[] }

export type Summaries = ReturnType<typeof openSummaries>

/** What models made of conversations for agents; the newest of each. */
export function openSummaries({ db }: Database, { now }: { now: () => number }) {
  return {
    /** Keeps a summary, unless one of later events is there. */
    keep: async (summary: { conversationId: string; seq: number; points: readonly StoredPoint[] }): Promise<void> => {
      const { conversationId: conversation_id, seq, points } = summary
      const changed = { seq, at: now(), points: JSON.stringify(points) }
      await db
        .insertInto('conversation_summaries')
        .values({ conversation_id, ...changed })
        .onConflict((conflict) =>
          conflict.column('conversation_id').doUpdateSet(changed).where('conversation_summaries.seq', '<', seq),
        )
        .execute()
    },
    find: async (conversationId: string): Promise<{ seq: number; points: StoredPoint[] } | null> => {
      const rows = db.selectFrom('conversation_summaries').select(['seq', 'points'])
      const row = await rows.where('conversation_id', '=', conversationId).executeTakeFirst()
      return row === undefined ? null : { seq: row.seq, points: JSON.parse(row.points) }
    },
  }
}
