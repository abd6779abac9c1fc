import type { Event } from '@baton/core'
import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import { toEvent } from './conversation-rows.ts'
import { markWords, type Piece } from './mark-words.ts'
import { askedWords } from './search-words.ts'

/** The message in which the words of a search stand. */
export type Match = { conversationId: string; seq: number; actor: Event['actor']; pieces: Piece[] }

/**
 * For each of these conversations the newest message with all the words of a question; where none has them all, the
 * newest with any. Nothing for a conversation that was found by its customer's name and address alone.
 */
export function openSearchMatches(database: Database) {
  return async (question: string, conversations: readonly string[]): Promise<Match[]> => {
    const words = askedWords(question)
    if (words.length === 0 || conversations.length === 0) return []
    const whole = await newestWith(database, conversations, words, 'and')
    const rest = conversations.filter((id) => !whole.has(id))
    const some = words.length > 1 && rest.length > 0 ? await newestWith(database, rest, words, 'or') : new Map()
    return readMatches(database, question, new Map([...whole, ...some]))
  }
}

type Places = Map<string, number>

async function newestWith(
  { db, kind }: Database,
  conversations: readonly string[],
  words: readonly string[],
  how: 'and' | 'or',
): Promise<Places> {
  const having = kind === 'sqlite' ? sqliteWith(words, how) : postgresWith(words, how)
  const { rows } = await sql<{ id: string; seq: number }>`
    select w.conversation_id as id, max(w.seq) as seq from conversation_words w ${having}
    and w.seq > 0 and w.conversation_id in (${sql.join(conversations)}) group by w.conversation_id`.execute(db)
  return new Map(rows.map(({ id, seq }) => [id, Number(seq)]))
}

// Words are letters and digits alone, so neither query language has anything to escape.
const sqliteWith = (words: readonly string[], how: 'and' | 'or') => sql`
  join conversation_words_index i on i.rowid = w.id where conversation_words_index
  match ${words.map((word) => `"${word}"*`).join(how === 'and' ? ' AND ' : ' OR ')}`
const postgresWith = (words: readonly string[], how: 'and' | 'or') => sql`
  where w.words @@ ${words.map((word) => `'${word}':*`).join(how === 'and' ? ' & ' : ' | ')}::tsquery`

async function readMatches({ db }: Database, question: string, places: Places): Promise<Match[]> {
  if (places.size === 0) return []
  const rows = await db
    .selectFrom('events')
    .selectAll()
    .where((where) =>
      where.or([...places].map(([id, seq]) => where.and([where('conversation_id', '=', id), where('seq', '=', seq)]))),
    )
    .execute()
  return rows.map(toEvent).flatMap((event) => {
    if (event.type !== 'message.sent') return []
    const { conversationId, seq, actor } = event
    return [{ conversationId, seq, actor, pieces: markWords(event.data.text, question) }]
  })
}
