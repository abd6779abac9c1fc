import type { Database, Tx } from '../database/database.ts'

export type CustomerIdentities = ReturnType<typeof openCustomerIdentities>

type Proven = { botId: string; teamId: string; subject: string; name: string | null; email: string | null }

/** Which customer each proven identity is, whatever the browser. */
export function openCustomerIdentities(database: Database, { now, newId }: { now: () => number; newId: () => string }) {
  const { db } = database
  return {
    /**
     * The customer of this identity, made where there is none yet. What an `earlier` customer without an identity said in
     * this browser becomes theirs; keys and tokens of that earlier one open nothing of it any more, whoever has copies.
     */
    recognise: async (proven: Proven, earlier: string | null): Promise<string> => {
      const once = () =>
        database.transact(async (tx) => {
          const customerId = await customerOf(tx, proven, { at: now(), newId })
          if (earlier !== null && earlier !== customerId) await takeOver(tx, { customerId, earlier, newId })
          return customerId
        })
      try {
        return await once()
      } catch (error) {
        // Another tab was the first to say who this is.
        if (!database.isDuplicate(error)) throw error
        return once()
      }
    },
    /** What is proven of a customer; null of one without an identity. */
    of: async (customerId: string): Promise<{ name: string | null; email: string | null } | null> => {
      const known = db.selectFrom('customer_identities').select(['name', 'email']).where('customer_id', '=', customerId)
      return (await known.executeTakeFirst()) ?? null
    },
    /** The customer's conversation in which something happened last, of those that have not ended. */
    newestConversation: async (customerId: string): Promise<string | null> => {
      const row = await db
        .selectFrom('conversations')
        .select('id')
        .where('customer_id', '=', customerId)
        .where('state', '<>', 'closed')
        .orderBy('last_activity_at', 'desc')
        .orderBy('id', 'desc')
        .executeTakeFirst()
      return row?.id ?? null
    },
  }
}

async function customerOf(tx: Tx, proven: Proven, { at, newId }: { at: number; newId: () => string }): Promise<string> {
  const { botId, teamId, subject, name, email } = proven
  const known = await tx
    .selectFrom('customer_identities')
    .select('customer_id')
    .where('bot_id', '=', botId)
    .where('subject', '=', subject)
    .executeTakeFirst()
  if (known !== undefined) {
    const said = { name, email, updated_at: at }
    await tx.updateTable('customer_identities').set(said).where('customer_id', '=', known.customer_id).execute()
    return known.customer_id
  }
  const customer_id = newId()
  await tx.insertInto('customers').values({ id: customer_id, team_id: teamId, bot_id: botId, created_at: at }).execute()
  await tx
    .insertInto('customer_identities')
    .values({ bot_id: botId, subject, customer_id, name, email, created_at: at, updated_at: at })
    .execute()
  return customer_id
}

/** Only of somebody unknown: what belongs to one identity never becomes another's. */
async function takeOver(
  tx: Tx,
  { customerId, earlier, newId }: Record<'customerId' | 'earlier', string> & { newId: () => string },
) {
  const identified = tx.selectFrom('customer_identities').select('subject').where('customer_id', '=', earlier)
  if ((await identified.executeTakeFirst()) !== undefined) return
  const theirs = await tx.selectFrom('conversations').select('id').where('customer_id', '=', earlier).execute()
  for (const { id } of theirs) {
    const start_key_hash = `taken over ${newId()}`
    await tx
      .updateTable('conversations')
      .set({ customer_id: customerId, start_key_hash })
      .where('id', '=', id)
      .execute()
  }
}
