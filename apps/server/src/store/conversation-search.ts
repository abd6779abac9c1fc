import type { Change, Conversation, Event } from '@baton/core'
import { type RawBuilder, sql } from 'kysely'
import type { Database, Tx } from '../database/database.ts'
import { askedWords, searchWords } from './search-words.ts'

/** Finds conversations by the words in names, addresses and message texts. The index is written with what it indexes. */
export type ConversationSearch = {
  /** Writes the words of a change, in its own transaction. */
  index(tx: Tx, change: Change): Promise<void>
  /** True for conversations in which every word of the question begins a word somewhere; null asks for nothing. */
  matching(question: string): RawBuilder<boolean> | null
}

type Words = { conversation_id: string; seq: number; words: string[] }

/** The name and address of the customer are kept where no event is. */
const CUSTOMER = 0

export function openConversationSearch({ kind }: Pick<Database, 'kind'>): ConversationSearch {
  const value = kind === 'sqlite' ? joined : asVector
  return {
    index: async (tx, change) => {
      const rows = [...customerWords(change), ...change.events.flatMap(messageWords)]
      if (rows.length === 0) return
      await tx
        .insertInto('conversation_words')
        .values(rows.map((row) => ({ ...row, words: value(row.words) })))
        .onConflict((conflict) =>
          conflict.columns(['conversation_id', 'seq']).doUpdateSet((set) => ({ words: set.ref('excluded.words') })),
        )
        .execute()
    },
    matching: (question) => {
      const words = askedWords(question)
      if (words.length === 0) return null
      const found = words.map(
        (word) => sql`conversations.id in (${kind === 'sqlite' ? sqliteWith(word) : postgresWith(word)})`,
      )
      return sql<boolean>`(${sql.join(found, sql` and `)})`
    },
  }
}

const joined = (words: readonly string[]) => sql<string>`${words.join(' ')}`
const asVector = (words: readonly string[]) => sql<string>`array_to_tsvector(${words}::text[])`

// Words are letters and digits alone, so neither query language has anything to escape.
const sqliteWith = (word: string) => sql`select w.conversation_id from conversation_words w
  join conversation_words_index i on i.rowid = w.id where conversation_words_index match ${`"${word}"*`}`
const postgresWith = (word: string) => sql`select w.conversation_id from conversation_words w
  where w.words @@ ${`'${word}':*`}::tsquery`

function messageWords(event: Event): Words[] {
  if (event.type !== 'message.sent') return []
  return [{ conversation_id: event.conversationId, seq: event.seq, words: searchWords(event.data.text) }]
}

function customerWords({ before, after }: Change): Words[] {
  const [known, now] = [nameOf(before), nameOf(after)]
  return known === now ? [] : [{ conversation_id: after.id, seq: CUSTOMER, words: searchWords(now) }]
}

const nameOf = (conversation: Conversation | null) =>
  conversation === null ? '' : `${conversation.customer.name ?? ''} ${conversation.customer.email ?? ''}`.trim()
