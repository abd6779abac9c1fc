import { type ChannelTheme, isAllowedSite, spellingsOf, type UpdateWebChannel, type WebChannel } from '@baton/protocol'
import type { Database, Tx } from '../database/database.ts'
import { iso } from '../present/plain.ts'
import { flag } from './conversation-rows.ts'

/** What a row keeps of the look; the colour is the bot's own, the picture in a table of its own. */
type StoredLook = Omit<ChannelTheme, 'colour' | 'avatarUrl'> & Pick<WebChannel, 'suggestedQuestions' | 'locale'>

export type Look = Pick<WebChannel, 'theme' | 'suggestedQuestions' | 'locale'>
export type Sites = Pick<WebChannel, 'allowedSites' | 'anySite'>
export type WebChannels = ReturnType<typeof openWebChannels>

/** A web channel until somebody says otherwise. */
const untouched: StoredLook = {
  scheme: 'auto',
  position: 'right',
  launcherLabel: '',
  launcherIcon: 'chat',
  suggestedQuestions: [],
  locale: null,
}

/** Where a bot's picture is; the version makes a changed picture another address. */
export const avatarPath = (botId: string, version: string) => `/bot-avatars/${encodeURIComponent(botId)}/${version}`

/** The web channels of bots. Whose bot it is, and whether it is deleted, the caller has asked `bots` before. */
export function openWebChannels(database: Database, { now }: { now: () => number }) {
  const { db } = database
  const sitesOf = async (botId: string): Promise<Sites> => {
    const row = await db.selectFrom('web_channels').select('any_site').where('bot_id', '=', botId).executeTakeFirst()
    const sites = await db
      .selectFrom('allowed_sites')
      .select('site')
      .where('bot_id', '=', botId)
      .orderBy('position')
      .execute()
    return { anySite: row?.any_site === 1, allowedSites: sites.map(({ site }) => site) }
  }
  return {
    sitesOf,
    read: async (botId: string): Promise<WebChannel> => {
      const row = await rowOf(database, botId)
      const madeAt = row?.identity_secret_made_at ?? null
      return {
        ...lookOf(botId, row),
        ...(await sitesOf(botId)),
        identity: { secretMadeAt: madeAt === null ? null : iso(madeAt) },
        updatedAt: row?.updated_at == null ? null : iso(row.updated_at),
      }
    },
    look: async (botId: string): Promise<Look> => lookOf(botId, await rowOf(database, botId)),
    /** What is not given stays as it is. */
    update: (botId: string, change: UpdateWebChannel): Promise<void> =>
      database.transact((tx) => writeChange(tx, botId, change, now())),
    /** Whether a page of this origin may use this bot's channel. */
    isAllowed: async (botId: string, origin: string): Promise<boolean> => {
      const { anySite, allowedSites } = await sitesOf(botId)
      return anySite || isAllowedSite(allowedSites, origin)
    },
    /** Whether a page of this origin may use any bot's channel. */
    isKnownSite: async (origin: string): Promise<boolean> => {
      const spellings = spellingsOf(origin)
      const open = await db.selectFrom('web_channels').select('bot_id').where('any_site', '=', 1).limit(1).execute()
      if (open.length > 0) return true
      if (spellings.length === 0) return false
      const known = db.selectFrom('allowed_sites').select('bot_id').where('site', 'in', spellings).limit(1)
      return (await known.execute()).length > 0
    },
  }
}

async function rowOf({ db }: Database, botId: string) {
  return db
    .selectFrom('bots')
    .leftJoin('web_channels', 'web_channels.bot_id', 'bots.id')
    .leftJoin('bot_avatars', 'bot_avatars.bot_id', 'bots.id')
    .select(['bots.colour', 'web_channels.look', 'web_channels.updated_at', 'bot_avatars.version as avatar_version'])
    .select('web_channels.identity_secret_made_at')
    .where('bots.id', '=', botId)
    .executeTakeFirst()
}

function lookOf(botId: string, row: Awaited<ReturnType<typeof rowOf>>): Look {
  if (row === undefined) throw new Error(`bot ${botId} is gone`)
  const { suggestedQuestions, locale, ...theme } = storedLook(row.look)
  const avatarUrl = row.avatar_version === null ? null : avatarPath(botId, row.avatar_version)
  return { theme: { ...theme, colour: row.colour, avatarUrl }, suggestedQuestions, locale }
}

/** The language that a stored look asks for; null where it leaves the choice to the browser. */
export const localeOf = (look: string | null): string | null => storedLook(look).locale

const storedLook = (text: string | null | undefined): StoredLook => ({
  ...untouched,
  ...(text ? (JSON.parse(text) as Partial<StoredLook>) : {}),
})

async function writeChange(tx: Tx, botId: string, change: UpdateWebChannel, at: number): Promise<void> {
  const { theme: { colour, ...theme } = {}, allowedSites, anySite, ...rest } = change
  const kept = await tx
    .selectFrom('web_channels')
    .select(['look', 'any_site'])
    .where('bot_id', '=', botId)
    .executeTakeFirst()
  const given = Object.fromEntries(Object.entries({ ...theme, ...rest }).filter(([, value]) => value !== undefined))
  const look = JSON.stringify({ ...storedLook(kept?.look), ...given })
  const any_site = anySite === undefined ? (kept?.any_site ?? flag(false)) : flag(anySite)
  await tx
    .insertInto('web_channels')
    .values({ bot_id: botId, look, any_site, updated_at: at })
    .onConflict((conflict) => conflict.column('bot_id').doUpdateSet({ look, any_site, updated_at: at }))
    .execute()
  if (colour !== undefined)
    await tx.updateTable('bots').set({ colour, updated_at: at }).where('id', '=', botId).execute()
  if (allowedSites !== undefined) await replaceSites(tx, botId, allowedSites)
}

async function replaceSites(tx: Tx, botId: string, sites: readonly string[]): Promise<void> {
  await tx.deleteFrom('allowed_sites').where('bot_id', '=', botId).execute()
  const rows = [...new Set(sites)].map((site, position) => ({ bot_id: botId, site, position }))
  if (rows.length > 0) await tx.insertInto('allowed_sites').values(rows).execute()
}
