import type { Database } from '../database/database.ts'

/** Keeps why a turn failed, for the team. */
export async function insertBotError(
  { db }: Database,
  failure: { id: string; botId: string; conversationId: string; at: number; message: string },
): Promise<void> {
  const { id, botId, conversationId, at, message } = failure
  await db
    .insertInto('bot_errors')
    .values({ id, bot_id: botId, conversation_id: conversationId, at, message })
    .execute()
}
