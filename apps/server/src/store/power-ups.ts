import type { Database } from '../database/database.ts'
import { flag } from './conversation-rows.ts'

/** A power-up that a bot was given; `settings` are as they were stored, which may lack what was added since. */
export type StoredPowerUp = { kind: string; enabled: boolean; settings: Record<string, unknown> }

export type PowerUps = ReturnType<typeof openPowerUps>

/** The power-ups of bots; the caller has made sure that the bot is the team's. */
export function openPowerUps({ db }: Database, { now }: { now: () => number }) {
  const rowsOf = (botId: string) => db.selectFrom('power_ups').selectAll().where('bot_id', '=', botId)
  return {
    list: async (botId: string): Promise<StoredPowerUp[]> => (await rowsOf(botId).execute()).map(stored),
    find: async (botId: string, kind: string): Promise<StoredPowerUp | null> => {
      const row = await rowsOf(botId).where('kind', '=', kind).executeTakeFirst()
      return row === undefined ? null : stored(row)
    },
    /** Adds the power-up, or takes the place of what was set. */
    put: async (botId: string, { kind, enabled, settings }: StoredPowerUp): Promise<void> => {
      const changed = { enabled: flag(enabled), settings: JSON.stringify(settings), updated_at: now() }
      await db
        .insertInto('power_ups')
        .values({ bot_id: botId, kind, created_at: now(), ...changed })
        .onConflict((conflict) => conflict.columns(['bot_id', 'kind']).doUpdateSet(changed))
        .execute()
    },
    remove: async (botId: string, kind: string): Promise<void> => {
      await db.deleteFrom('power_ups').where('bot_id', '=', botId).where('kind', '=', kind).execute()
    },
  }
}

function stored(row: { kind: string; enabled: number; settings: string }): StoredPowerUp {
  return { kind: row.kind, enabled: row.enabled === 1, settings: JSON.parse(row.settings) }
}
