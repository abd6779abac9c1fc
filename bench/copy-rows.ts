import { type RawBuilder, sql } from 'kysely'
import type { Database, Tx } from '../apps/server/src/database/database.ts'

/** How many copies of which conversation; each `apart` milliseconds older than the one before. */
export type Copies = { of: string; count: number; apart: number }

type Changed = Record<string, RawBuilder<unknown>>

/** Fills a database with copies of a real conversation, customer and events included. */
export async function copyConversations(database: Database, { of, count, apart }: Copies): Promise<void> {
  const older = (column: string) => sql`original.${sql.ref(column)} - n.i * cast(${apart} as bigint)`
  const named = (column: string) => sql`original.${sql.ref(column)} || '-' || n.i`
  await database.transact(async (tx) => {
    const { customer_id: customer } = await tx
      .selectFrom('conversations')
      .select('customer_id')
      .where('id', '=', of)
      .executeTakeFirstOrThrow()
    const numbers = { from: 1, to: count }
    await copy(tx, 'customers', sql`original.id = ${customer}`, numbers, { id: named('id') })
    await copy(tx, 'conversations', sql`original.id = ${of}`, numbers, {
      ...{ id: named('id'), customer_id: named('customer_id'), start_key_hash: named('start_key_hash') },
      ...{ last_activity_at: older('last_activity_at'), escalated_at: older('escalated_at') },
    })
    const events = { id: named('id'), conversation_id: named('conversation_id') }
    await copy(tx, 'events', sql`original.conversation_id = ${of}`, numbers, events)
  })
}

/** Makes conversations `upTo` events long, by repeating the first message of `like`. */
export async function lengthen(database: Database, ids: readonly string[], length: { upTo: number; like: string }) {
  const { upTo, like } = length
  await database.transact(async (tx) => {
    const messages = tx.selectFrom('events').select('id').where('conversation_id', '=', like).orderBy('seq')
    const message = await messages.where('type', '=', 'message.sent').executeTakeFirstOrThrow()
    for (const id of ids) {
      const now = tx.selectFrom('conversations').select('last_seq').where('id', '=', id)
      const { last_seq: last } = await now.executeTakeFirstOrThrow()
      await copy(
        tx,
        'events',
        sql`original.id = ${message.id}`,
        { from: last + 1, to: upTo },
        {
          ...{ id: sql`${`${id}-`} || n.i`, client_id: sql`${`${id}-`} || n.i` },
          ...{ conversation_id: sql`cast(${id} as text)`, seq: sql`n.i` },
        },
      )
    }
    const reached = { last_seq: upTo, last_message_seq: upTo }
    await tx.updateTable('conversations').set(reached).where('id', 'in', ids).execute()
  })
}

/** Tidies and counts what the tables hold, as PostgreSQL does by itself within minutes of such a load. */
export async function settle({ db, kind }: Database): Promise<void> {
  if (kind === 'postgres') await sql`vacuum (analyze)`.execute(db)
}

/** Rows like the `original` ones, one for each number `n.i`, with some columns changed. */
async function copy(
  tx: Tx,
  table: 'customers' | 'conversations' | 'events',
  which: RawBuilder<unknown>,
  numbers: { from: number; to: number },
  changed: Changed,
): Promise<void> {
  const columns = Object.keys((await tx.selectFrom(table).selectAll().limit(1).executeTakeFirst()) ?? {})
  const values = columns.map((column) => changed[column] ?? sql`original.${sql.ref(column)}`)
  await sql`
    with recursive n (i) as (
      select cast(${numbers.from} as integer) union all select i + 1 from n where i < cast(${numbers.to} as integer)
    )
    insert into ${sql.table(table)} (${sql.join(columns.map((column) => sql.ref(column)))})
    select ${sql.join(values)} from ${sql.table(table)} as original, n where ${which}`.execute(tx)
}
