import { randomUUID } from 'node:crypto'
import { type Selectable, sql } from 'kysely'
import type { Database } from '../apps/server/src/database/database.ts'
import type { EventsTable } from '../apps/server/src/database/schema.ts'

const ROWS_AT_ONCE = 400

/** How many copies of which conversation; each `apart` milliseconds older than the one before. */
export type Copies = { of: string; count: number; apart: number }

/** Fills a database with copies of real conversations, customers and events included. */
export async function copyConversations(database: Database, copies: Copies): Promise<void> {
  const { conversation, customer, events } = await original(database, copies.of)
  for (let from = 0; from < copies.count; from += ROWS_AT_ONCE) {
    const numbers = Array.from({ length: Math.min(ROWS_AT_ONCE, copies.count - from) }, (_, index) => from + index + 1)
    const ids = numbers.map((number) => ({ number, id: randomUUID(), customerId: randomUUID() }))
    await database.transact(async (tx) => {
      const customers = ids.map(({ customerId }) => ({ ...customer, id: customerId }))
      await tx.insertInto('customers').values(customers).execute()
      const conversations = ids.map(({ number, id, customerId }) => ({
        ...conversation,
        ...{ id, customer_id: customerId, start_key_hash: id },
        last_activity_at: conversation.last_activity_at - number * copies.apart,
        escalated_at: conversation.escalated_at && conversation.escalated_at - number * copies.apart,
      }))
      await tx.insertInto('conversations').values(conversations).execute()
      const rows = ids.flatMap(({ id }) => events.map((event) => ({ ...event, id: randomUUID(), conversation_id: id })))
      for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
        await tx
          .insertInto('events')
          .values(rows.slice(at, at + ROWS_AT_ONCE))
          .execute()
      }
    })
  }
}

/** Makes conversations `upTo` events long, with messages like those of the conversation `like`. */
export async function lengthen(database: Database, ids: readonly string[], length: { upTo: number; like: string }) {
  const messages = (await original(database, length.like)).events.filter(({ type }) => type === 'message.sent')
  if (messages.length === 0) throw new Error(`conversation ${length.like} has no message to repeat`)
  for (const id of ids) {
    const { conversation } = await original(database, id)
    for (let last = conversation.last_seq; last < length.upTo; last += ROWS_AT_ONCE) {
      await appendCopies(database, { id, messages, from: last, to: Math.min(length.upTo, last + ROWS_AT_ONCE) })
    }
  }
}

async function appendCopies(
  database: Database,
  { id, messages, from, to }: { id: string; messages: readonly Selectable<EventsTable>[]; from: number; to: number },
): Promise<void> {
  const rows = Array.from({ length: to - from }, (_, index) => ({
    ...messages[index % messages.length],
    ...{ id: randomUUID(), client_id: randomUUID(), conversation_id: id, seq: from + index + 1 },
  }))
  await database.transact(async (tx) => {
    await tx
      .insertInto('events')
      .values(rows as Selectable<EventsTable>[])
      .execute()
    const reached = { last_seq: to, last_message_seq: to }
    await tx.updateTable('conversations').set(reached).where('id', '=', id).execute()
  })
}

/** Counts what the tables hold, as PostgreSQL does by itself within a minute of such a load. */
export async function countRows({ db, kind }: Database): Promise<void> {
  if (kind === 'postgres') await sql`analyze`.execute(db)
}

async function original({ db }: Database, id: string) {
  const conversation = await db.selectFrom('conversations').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const customers = db.selectFrom('customers').selectAll().where('id', '=', conversation.customer_id)
  const events = db.selectFrom('events').selectAll().where('conversation_id', '=', id).orderBy('seq')
  return { conversation, customer: await customers.executeTakeFirstOrThrow(), events: await events.execute() }
}
