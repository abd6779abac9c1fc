import type { Database, Tx } from '../database/database.ts'
import { copyKnowledge } from './knowledge-copies.ts'

type Ports = { now: () => number; newId: () => string }
type Wanted = { teamId: string; botId: string; name: string | undefined }

const LONGEST_NAME = 80
/** What is stored sealed opens doors to other systems; it stays with the bot it was given to. */
const secret = /_sealed$|_encrypted$|secret/

/**
 * Makes another bot with the same settings, web channel, power-ups and knowledge, in one transaction, and answers its id;
 * null when the team has no such bot. Secrets, webhooks, conversations and the log of errors stay with the original.
 */
export function duplicateBotRows(database: Database, wanted: Wanted, { now, newId }: Ports): Promise<string | null> {
  return database.transact(async (tx) => {
    const { teamId, botId } = wanted
    const bot = await tx
      .selectFrom('bots')
      .selectAll()
      .where('team_id', '=', teamId)
      .where('id', '=', botId)
      .where('deleted_at', 'is', null)
      .executeTakeFirst()
    if (bot === undefined) return null
    const at = now()
    const id = newId()
    const made = { id, name: wanted.name ?? copyOf(bot.name), created_at: at, updated_at: at }
    await tx
      .insertInto('bots')
      .values({ ...withoutSecrets(bot), ...made })
      .execute()
    await copyPowerUps(tx, botId, id, at)
    await copyWebChannel(tx, botId, id, at)
    await copyKnowledge(tx, botId, { teamId, botId: id }, { newId, at })
    return id
  })
}

async function copyPowerUps(tx: Tx, from: string, to: string, at: number): Promise<void> {
  const rows = await tx.selectFrom('power_ups').selectAll().where('bot_id', '=', from).execute()
  if (rows.length === 0) return
  const times = { created_at: at, updated_at: at }
  const copies = rows.map((row) => ({ ...withoutSecrets(row), bot_id: to, ...times }))
  await tx.insertInto('power_ups').values(copies).execute()
}

/** How the chat looks, its picture, and where it may stand. */
async function copyWebChannel(tx: Tx, from: string, to: string, at: number): Promise<void> {
  const channel = await tx.selectFrom('web_channels').selectAll().where('bot_id', '=', from).executeTakeFirst()
  if (channel) {
    await tx
      .insertInto('web_channels')
      .values({ ...withoutSecrets(channel), bot_id: to, updated_at: at })
      .execute()
  }
  const avatar = await tx.selectFrom('bot_avatars').selectAll().where('bot_id', '=', from).executeTakeFirst()
  if (avatar) {
    await tx
      .insertInto('bot_avatars')
      .values({ ...avatar, bot_id: to })
      .execute()
  }
  const sites = await tx.selectFrom('allowed_sites').selectAll().where('bot_id', '=', from).execute()
  if (sites.length > 0) {
    const copies = sites.map((site) => ({ ...site, bot_id: to }))
    await tx.insertInto('allowed_sites').values(copies).execute()
  }
}

function withoutSecrets<Row extends object>(row: Row): Row {
  return Object.fromEntries(Object.entries(row).filter(([column]) => !secret.test(column))) as Row
}

/** A name that says what it is, also where the original's is as long as a name may be. */
function copyOf(name: string): string {
  const words = [...`Copy of ${name}`]
  return words.slice(0, LONGEST_NAME).join('').trim()
}
