import { type Kysely, PostgresAdapter, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { searchWords } from '../../store/search-words.ts'
import type { Schema } from '../schema.ts'

/** What the conversations page stands on: search by words, counts without reading every row, where a chat began. */
export const inbox: Migration = {
  async up(db: Kysely<Schema>) {
    const postgres = db.getExecutor().adapter instanceof PostgresAdapter
    await visits(db)
    await indexes(db)
    await (postgres ? postgresWords(db) : sqliteWords(db))
    await fill(db, postgres)
  },
}

/** What the browser said of itself when the conversation began. */
async function visits(db: Kysely<Schema>) {
  for (const column of ['page_url', 'page_title', 'page_referrer', 'language', 'user_agent']) {
    await db.schema.alterTable('conversations').addColumn(column, 'text').execute()
  }
}

async function indexes(db: Kysely<Schema>) {
  const counted = db.schema.createIndex('conversations_counted').on('conversations')
  await counted.columns(['team_id', 'state', 'agent_id', 'bot_id']).execute()
  const ofBot = db.schema.createIndex('conversations_of_bot').on('conversations')
  await ofBot.columns(['bot_id', 'last_activity_at', 'id']).execute()
  await db.schema
    .createIndex('events_of_holding')
    .on('events')
    .columns(['conversation_id', 'seq'])
    .where(sql<boolean>`type <> 'message.sent'`)
    .execute()
}

async function postgresWords(db: Kysely<Schema>) {
  await sql`create table conversation_words (
    conversation_id text not null references conversations (id), seq integer not null, words tsvector not null,
    primary key (conversation_id, seq))`.execute(db)
  await sql`create index conversation_words_index on conversation_words using gin (words)`.execute(db)
}

/** The index holds no text of its own; triggers keep it true to the table, whoever writes there. */
async function sqliteWords(db: Kysely<Schema>) {
  await sql`create table conversation_words (
    id integer primary key, conversation_id text not null references conversations (id), seq integer not null,
    words text not null, unique (conversation_id, seq))`.execute(db)
  await sql`create virtual table conversation_words_index using fts5 (
    words, content='conversation_words', content_rowid='id', detail='none', prefix='2 3',
    tokenize='unicode61 remove_diacritics 0')`.execute(db)
  const add = sql`insert into conversation_words_index (rowid, words) values (new.id, new.words);`
  const drop = sql`insert into conversation_words_index (conversation_words_index, rowid, words)
    values ('delete', old.id, old.words);`
  await sql`create trigger conversation_words_added after insert on conversation_words begin ${add} end`.execute(db)
  await sql`create trigger conversation_words_gone after delete on conversation_words begin ${drop} end`.execute(db)
  await sql`create trigger conversation_words_changed after update on conversation_words
    begin ${drop} ${add} end`.execute(db)
}

const AT_ONCE = 500

/** The words of what was said before there was an index. */
async function fill(db: Kysely<Schema>, postgres: boolean) {
  const words = (text: string) => {
    const found = searchWords(text)
    return postgres ? sql<string>`array_to_tsvector(${found}::text[])` : sql<string>`${found.join(' ')}`
  }
  const named = db.selectFrom('conversations').select(['id', 'customer_name', 'customer_email'])
  for (const { id, customer_name: name, customer_email: email } of await named.execute()) {
    if (name === null && email === null) continue
    const row = { conversation_id: id, seq: 0, words: words(`${name ?? ''} ${email ?? ''}`) }
    await db.insertInto('conversation_words').values(row).execute()
  }
  let after = ''
  for (;;) {
    const next = db.selectFrom('events').select(['id', 'conversation_id', 'seq', 'type', 'data'])
    const events = await next.where('id', '>', after).orderBy('id').limit(AT_ONCE).execute()
    const last = events.at(-1)
    if (last === undefined) return
    after = last.id
    const rows = events
      .filter((event) => event.type === 'message.sent')
      .map(({ conversation_id, seq, data }) => ({ conversation_id, seq, words: words(JSON.parse(data).text) }))
    if (rows.length > 0) await db.insertInto('conversation_words').values(rows).execute()
  }
}
