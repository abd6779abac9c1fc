import type { Database } from '../database/database.ts'
import { flag } from './conversation-rows.ts'

export type IdentitySecrets = ReturnType<typeof openIdentitySecrets>

/** The secret of each bot by which sites sign who their customers are; kept sealed. */
export function openIdentitySecrets({ db }: Database) {
  const write = async (botId: string, sealed: string | null, at: number): Promise<void> => {
    const made = { identity_secret_encrypted: sealed, identity_secret_made_at: sealed === null ? null : at }
    await db
      .insertInto('web_channels')
      .values({ bot_id: botId, look: '{}', any_site: flag(false), updated_at: at, ...made })
      .onConflict((conflict) => conflict.column('bot_id').doUpdateSet({ ...made, updated_at: at }))
      .execute()
  }
  return {
    write,
    forget: (botId: string, at: number) => write(botId, null, at),
    /** Sealed, as it was written; null where nobody made one. */
    read: async (botId: string): Promise<string | null> => {
      const row = await db
        .selectFrom('web_channels')
        .select('identity_secret_encrypted')
        .where('bot_id', '=', botId)
        .executeTakeFirst()
      return row?.identity_secret_encrypted ?? null
    },
  }
}
