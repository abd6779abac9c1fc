import type { Event } from '@baton/core'
import type { Database } from '../database/database.ts'
import { toEvent } from './conversation-rows.ts'

export type EventLog = {
  /** Ascending by `seq`, everything after `after`, at most `limit`. */
  after(conversationId: string, after: number, limit: number): Promise<Event[]>
  /** Ascending by `seq`, the `limit` newest below `before` (or of all). */
  before(conversationId: string, before: number | null, limit: number): Promise<Event[]>
  /** The newest number; null when there is no such conversation. */
  lastSeq(conversationId: string): Promise<number | null>
}

export function openEventLog({ db }: Database): EventLog {
  const events = (conversationId: string) =>
    db.selectFrom('events').selectAll().where('conversation_id', '=', conversationId)
  return {
    after: async (conversationId, after, limit) => {
      const rows = await events(conversationId).where('seq', '>', after).orderBy('seq').limit(limit).execute()
      return rows.map(toEvent)
    },
    before: async (conversationId, before, limit) => {
      const below = before === null ? events(conversationId) : events(conversationId).where('seq', '<', before)
      const rows = await below.orderBy('seq', 'desc').limit(limit).execute()
      return rows.map(toEvent).reverse()
    },
    lastSeq: async (conversationId) => {
      const row = await db
        .selectFrom('conversations')
        .select('last_seq')
        .where('id', '=', conversationId)
        .executeTakeFirst()
      return row?.last_seq ?? null
    },
  }
}
