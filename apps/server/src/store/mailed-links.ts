import type { Database } from '../database/database.ts'

export type UsedMailedLinks = ReturnType<typeof openUsedMailedLinks>

/** Which links of mails were used. */
export function openUsedMailedLinks({ db }: Database) {
  return {
    /** True for the first browser that uses the link, and for that one again: it may have lost the answer. */
    use: async (link: { id: string; keyHash: string; expiresAt: number }): Promise<boolean> => {
      await db
        .insertInto('used_mailed_links')
        .values({ id: link.id, key_hash: link.keyHash, expires_at: link.expiresAt })
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute()
      const used = db.selectFrom('used_mailed_links').select('key_hash').where('id', '=', link.id)
      return (await used.executeTakeFirstOrThrow()).key_hash === link.keyHash
    },
  }
}

/** Removes those that have run out anyway. */
export async function forgetMailedLinks({ db }: Database, now: number): Promise<void> {
  await db.deleteFrom('used_mailed_links').where('expires_at', '<', now).execute()
}
