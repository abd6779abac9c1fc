import type { PutTalkToAHuman, TalkToAHuman } from '@baton/protocol'
import type { z } from 'zod'
import type { Database } from '../database/database.ts'
import { flag } from './conversation-rows.ts'

type Change = z.infer<typeof PutTalkToAHuman>
type Settings = { notifyEmails: string[] | null; emailRequired: boolean }

const kind = 'talk_to_a_human'
const unset: Settings = { notifyEmails: null, emailRequired: true }

export type PowerUps = ReturnType<typeof openPowerUps>

/** The power-ups of bots; the caller has made sure that the bot is the team's. */
export function openPowerUps(database: Database, { now }: { now: () => number }) {
  const { db } = database
  const find = async (botId: string): Promise<TalkToAHuman | null> => {
    const row = await db
      .selectFrom('power_ups')
      .selectAll()
      .where('bot_id', '=', botId)
      .where('kind', '=', kind)
      .executeTakeFirst()
    if (row === undefined) return null
    return { kind, enabled: row.enabled === 1, ...unset, ...(JSON.parse(row.settings) as Partial<Settings>) }
  }
  return {
    find,
    /** Adds the power-up, or changes what is given of it. */
    put: async (botId: string, change: Change): Promise<TalkToAHuman> => {
      const before = (await find(botId)) ?? { kind, enabled: true, ...unset }
      const after: TalkToAHuman = {
        kind,
        enabled: change.enabled ?? before.enabled,
        notifyEmails: change.notifyEmails === undefined ? before.notifyEmails : change.notifyEmails,
        emailRequired: change.emailRequired ?? before.emailRequired,
      }
      const settings = JSON.stringify({ notifyEmails: after.notifyEmails, emailRequired: after.emailRequired })
      const changed = { enabled: flag(after.enabled), settings, updated_at: now() }
      await db
        .insertInto('power_ups')
        .values({ bot_id: botId, kind, created_at: now(), ...changed })
        .onConflict((conflict) => conflict.columns(['bot_id', 'kind']).doUpdateSet(changed))
        .execute()
      return after
    },
    remove: async (botId: string): Promise<void> => {
      await db.deleteFrom('power_ups').where('bot_id', '=', botId).where('kind', '=', kind).execute()
    },
  }
}
