import type { BotError } from '@baton/protocol'
import type { Database } from '../database/database.ts'

const DAY_MS = 86_400_000
/** How long it is kept that a turn failed. */
const KEPT_MS = 30 * DAY_MS
/** The most that is shown of one bot. */
const MOST_SHOWN = 50

export type BotErrors = ReturnType<typeof openBotErrors>

/** Why bots could not answer, or not wholly: for their teams, never for customers. */
export function openBotErrors({ db }: Database, { now, newId }: { now: () => number; newId: () => string }) {
  return {
    /** Keeps one; what is older than 30 days goes. */
    add: async (failure: { botId: string; conversationId: string; message: string }): Promise<void> => {
      const { botId, conversationId, message } = failure
      const at = now()
      await db
        .insertInto('bot_errors')
        .values({ id: newId(), bot_id: botId, conversation_id: conversationId, at, message: readable(message) })
        .execute()
      await db
        .deleteFrom('bot_errors')
        .where('bot_id', '=', botId)
        .where('at', '<', at - KEPT_MS)
        .execute()
    },
    /** The newest first. */
    ofBot: async (botId: string): Promise<BotError[]> => {
      const rows = await db
        .selectFrom('bot_errors')
        .select(['at', 'conversation_id', 'message'])
        .where('bot_id', '=', botId)
        .where('at', '>=', now() - KEPT_MS)
        .orderBy('at', 'desc')
        .limit(MOST_SHOWN)
        .execute()
      return rows.map(({ at, conversation_id: conversationId, message }) => {
        return { at: new Date(at).toISOString(), conversationId, message }
      })
    },
  }
}

/** What a provider says may hold what PostgreSQL refuses; the customer's answer must not depend on it. */
function readable(message: string): string {
  return message.toWellFormed().replaceAll('\u0000', '')
}
