import type { Event } from '@baton/core'
import type { Database } from '../database/database.ts'
import { toEvent } from './conversation-rows.ts'

export type EventLog = {
  /** Ascending by `seq`, everything after `after`, at most `limit`. */
  after(conversationId: string, after: number, limit: number): Promise<Event[]>
  /** Ascending by `seq`, the `limit` newest below `before` (or of all). */
  before(conversationId: string, before: number | null, limit: number): Promise<Event[]>
  /** Ascending by `seq`: the `limit` newest that are no messages. */
  happened(conversationId: string, limit: number): Promise<Event[]>
  /** What the bot's latest messages were answered from, each once with the newest `seq`, in that order. */
  sources(conversationId: string, limit: number): Promise<{ title: string; url: string | null; seq: number }[]>
  /** The newest number; null when there is no such conversation. */
  lastSeq(conversationId: string): Promise<number | null>
}

/** Of a long conversation only so many of the bot's messages are looked at for their sources. */
const LOOKED_AT = 100
/** The highest number that PostgreSQL's column holds; a reader may ask for any. */
const MAX_SEQ = 2 ** 31 - 1

export function openEventLog({ db }: Database): EventLog {
  const events = (conversationId: string) =>
    db.selectFrom('events').selectAll().where('conversation_id', '=', conversationId)
  return {
    after: async (conversationId, after, limit) => {
      const rows = await events(conversationId)
        .where('seq', '>', Math.min(after, MAX_SEQ))
        .orderBy('seq')
        .limit(limit)
        .execute()
      return rows.map(toEvent)
    },
    before: async (conversationId, before, limit) => {
      const all = events(conversationId)
      const below = before === null ? all : all.where('seq', '<', Math.min(before, MAX_SEQ))
      const rows = await below.orderBy('seq', 'desc').limit(limit).execute()
      return rows.map(toEvent).reverse()
    },
    happened: async (conversationId, limit) => {
      const others = events(conversationId).where('type', '<>', 'message.sent')
      return (await others.orderBy('seq', 'desc').limit(limit).execute()).map(toEvent).reverse()
    },
    sources: async (conversationId, limit) => {
      const said = events(conversationId).where('type', '=', 'message.sent').where('actor_kind', '=', 'bot')
      const rows = await said.orderBy('seq', 'desc').limit(LOOKED_AT).execute()
      return latestSources(rows.map(toEvent).reverse()).slice(-limit)
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

function latestSources(events: readonly Event[]) {
  const latest = new Map<string, { title: string; url: string | null; seq: number }>()
  for (const event of events) {
    if (event.type !== 'message.sent') continue
    for (const { title, url } of event.data.sources ?? []) {
      latest.delete(`${title} ${url}`)
      latest.set(`${title} ${url}`, { title, url, seq: event.seq })
    }
  }
  return [...latest.values()]
}
