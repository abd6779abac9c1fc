import type { Database } from '../database/database.ts'

export type BotPicture = { version: string; type: string; bytes: Buffer }
export type BotAvatars = ReturnType<typeof openBotAvatars>

/** The pictures of bots. */
export function openBotAvatars({ db }: Database) {
  return {
    write: async (botId: string, { version, type, bytes }: BotPicture): Promise<void> => {
      const kept = { version, content_type: type, image: bytes.toString('base64') }
      await db
        .insertInto('bot_avatars')
        .values({ bot_id: botId, ...kept })
        .onConflict((conflict) => conflict.column('bot_id').doUpdateSet(kept))
        .execute()
    },
    remove: async (botId: string): Promise<void> => {
      await db.deleteFrom('bot_avatars').where('bot_id', '=', botId).execute()
    },
    /** The picture of that version; null when the bot has another one by now, or none. */
    read: async (botId: string, version: string): Promise<Omit<BotPicture, 'version'> | null> => {
      const row = await db
        .selectFrom('bot_avatars')
        .select(['content_type', 'image'])
        .where('bot_id', '=', botId)
        .where('version', '=', version)
        .executeTakeFirst()
      return row === undefined ? null : { type: row.content_type, bytes: Buffer.from(row.image, 'base64') }
    },
  }
}
