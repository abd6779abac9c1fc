import type { Database, Tx } from '../database/database.ts'
import { copyKnowledge } from './knowledge-copies.ts'

type Ports = { now: () => number; newId: () => string }
type Wanted = { teamId: string; botId: string; name: string | undefined }

const LONGEST_NAME = 80
/** What is stored sealed opens doors to other systems; it stays with the bot it was given to. */
const secret = /_sealed$|_encrypted$|secret/

/**
 * Makes another bot with the same settings, power-ups and knowledge, in one transaction, and answers its id; null when
 * the team has no such bot. Secrets, webhooks, conversations and the log of errors stay with the original.
 */
export function duplicateBotRows(database: Database, wanted: Wanted, { now, newId }: Ports): Promise<string | null> {
  return database.transact(async (tx) => {
    const bot = await tx
      .selectFrom('bots')
      .selectAll()
      .where('team_id', '=', wanted.teamId)
      .where('id', '=', wanted.botId)
      .where('deleted_at', 'is', null)
      .executeTakeFirst()
    if (bot === undefined) return null
    const made = { id: newId(), created_at: now(), updated_at: now() }
    await tx
      .insertInto('bots')
      .values({ ...withoutSecrets(bot), ...made, name: wanted.name ?? copyOf(bot.name) })
      .execute()
    await copyPowerUps(tx, bot.id, made)
    await copyKnowledge(tx, bot.id, { teamId: wanted.teamId, botId: made.id }, { newId, at: made.created_at })
    return made.id
  })
}

type Made = { id: string; created_at: number; updated_at: number }

async function copyPowerUps(tx: Tx, from: string, { id, ...times }: Made): Promise<void> {
  const rows = await tx.selectFrom('power_ups').selectAll().where('bot_id', '=', from).execute()
  if (rows.length === 0) return
  const copies = rows.map((row) => ({ ...withoutSecrets(row), bot_id: id, ...times }))
  await tx.insertInto('power_ups').values(copies).execute()
}

function withoutSecrets<Row extends object>(row: Row): Row {
  return Object.fromEntries(Object.entries(row).filter(([column]) => !secret.test(column))) as Row
}

/** A name that says what it is, also where the original's is as long as a name may be. */
function copyOf(name: string): string {
  const words = [...`Copy of ${name}`]
  return words.slice(0, LONGEST_NAME).join('').trim()
}
