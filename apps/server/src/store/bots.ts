import type { Bot, CreateBot, DuplicateBot, UpdateBot } from '@baton/protocol'
import type { Selectable } from 'kysely'
import type { Database } from '../database/database.ts'
import type { BotsTable } from '../database/tables/bots.ts'
import { iso } from '../present/plain.ts'
import { modelColumns, readModel, type Sealing, shownModel } from './bot-models.ts'
import { flag } from './conversation-rows.ts'
import { fromCursor, pageOf } from './cursors.ts'
import { duplicateBotRows } from './duplicate-bot.ts'

type BotRow = Selectable<BotsTable> & { power_up_enabled: number | null }

export type Bots = ReturnType<typeof openBots>

/** What a new bot has until somebody says otherwise. */
const newBot = {
  greeting: 'Hello. How can I help?',
  instructions: '',
  model: JSON.stringify({ provider: 'builtin' }),
  human_takeover: flag(false),
  take_over_allowed: flag(true),
  while_waiting: 'help' as const,
  agent_away_minutes: 5,
  unanswered_minutes: 15,
  colour: '#1f5f5b',
}

/** The bots of teams. A deleted bot is found by nobody, though its conversations stay readable. */
export function openBots(
  database: Database,
  { now, newId }: { now: () => number; newId: () => string },
  sealing: Sealing,
) {
  const { db } = database
  const columns = (bot: UpdateBot) => ({ ...plainColumns(bot), ...modelColumns(bot.model, sealing) })
  const toBot = (row: BotRow) => botOf(row, sealing)
  const find = async (teamId: string, botId: string): Promise<Bot | null> => {
    const row = await alive(database).where('bots.team_id', '=', teamId).where('bots.id', '=', botId).executeTakeFirst()
    return row === undefined ? null : toBot(row)
  }
  const forChannel = async (bots: ReturnType<typeof everyBot>, botId: string) => {
    const row = await bots
      .select('power_ups.settings as power_up_settings')
      .where('bots.id', '=', botId)
      .executeTakeFirst()
    if (row === undefined) return null
    const settings: { emailRequired?: boolean } = JSON.parse(row.power_up_settings ?? '{}')
    return { teamId: row.team_id, bot: toBot(row), emailRequired: settings.emailRequired ?? true }
  }
  return {
    find,
    list: async (teamId: string, { limit, cursor }: { limit: number; cursor?: string | undefined }) => {
      const position = fromCursor(cursor)
      let query = alive(database).where('bots.team_id', '=', teamId)
      if (position !== null) {
        const [at, id] = position
        query = query.where((where) =>
          where.or([
            where('bots.created_at', '>', at),
            where.and([where('bots.created_at', '=', at), where('bots.id', '>', id)]),
          ]),
        )
      }
      const rows = await query
        .orderBy('bots.created_at')
        .orderBy('bots.id')
        .limit(limit + 1)
        .execute()
      return pageOf(rows, limit, { item: toBot, position: (row) => [row.created_at, row.id] })
    },
    create: async (teamId: string, bot: CreateBot): Promise<Bot> => {
      const id = newId()
      const at = now()
      const fixed = { id, team_id: teamId, knowledge_version: 0, created_at: at, updated_at: at, deleted_at: null }
      await db
        .insertInto('bots')
        .values({ ...newBot, ...columns(bot), ...fixed, name: bot.name })
        .execute()
      const created = await find(teamId, id)
      if (created === null) throw new Error(`bot ${id} is gone right after it was made`)
      return created
    },
    update: async (teamId: string, botId: string, change: UpdateBot): Promise<Bot | null> => {
      await db
        .updateTable('bots')
        .set({ ...columns(change), updated_at: now() })
        .where('team_id', '=', teamId)
        .where('id', '=', botId)
        .where('deleted_at', 'is', null)
        .execute()
      return find(teamId, botId)
    },
    /** The settings and key of a bot's model, and its caps, for calling it; null when the bot is gone. */
    modelOf: async (botId: string) => {
      const row = await alive(database).where('bots.id', '=', botId).executeTakeFirst()
      if (row === undefined) return null
      return { ...readModel(row, sealing), tokenCap: row.daily_token_cap, costCap: row.daily_cost_cap }
    },
    /** Another bot with the same settings, power-ups and knowledge; null when there is no such bot. */
    duplicate: async (teamId: string, botId: string, { name }: DuplicateBot): Promise<Bot | null> => {
      const id = await duplicateBotRows(database, { teamId, botId, name }, { now, newId })
      return id === null ? null : find(teamId, id)
    },
    /** How many of its conversations wait or are held; null when there is no such bot. */
    openConversations: async (teamId: string, botId: string) => {
      if ((await find(teamId, botId)) === null) return null
      const rows = await db
        .selectFrom('conversations')
        .select(['state', (of) => of.fn.countAll<number>().as('count')])
        .where('bot_id', '=', botId)
        .where('state', 'in', ['escalated', 'active'])
        .groupBy('state')
        .execute()
      const of = (state: string) => Number(rows.find((row) => row.state === state)?.count ?? 0)
      return { escalated: of('escalated'), active: of('active') }
    },
    /** The bot as the web channel needs it, whoever's team it is. */
    findForChannel: (botId: string) => forChannel(alive(database), botId),
    /** The same of a bot that may be deleted, for those who were its customers. */
    findForItsCustomers: (botId: string) => forChannel(everyBot(database), botId),
  }
}

const alive = (database: Database) =>
  everyBot(database).where('bots.deleted_at', 'is', null).where('teams.deleted_at', 'is', null)

function everyBot({ db }: Database) {
  return db
    .selectFrom('bots')
    .innerJoin('teams', 'teams.id', 'bots.team_id')
    .leftJoin('power_ups', (join) =>
      join.onRef('power_ups.bot_id', '=', 'bots.id').on('power_ups.kind', '=', 'talk_to_a_human'),
    )
    .selectAll('bots')
    .select('power_ups.enabled as power_up_enabled')
}

/** The columns of the given settings; what is not given stays as it is. */
function plainColumns(bot: UpdateBot) {
  return withoutUndefined({
    name: bot.name,
    greeting: bot.greeting,
    instructions: bot.instructions,
    human_takeover: bot.humanTakeover === undefined ? undefined : flag(bot.humanTakeover),
    take_over_allowed: bot.takeOverAllowed === undefined ? undefined : flag(bot.takeOverAllowed),
    while_waiting: bot.whileWaiting,
    agent_away_minutes: bot.agentAwayMinutes,
    unanswered_minutes: bot.unansweredMinutes,
    colour: bot.colour,
    keywords: bot.keywords && JSON.stringify(bot.keywords),
    daily_token_cap: bot.dailyTokenCap,
    daily_cost_cap: bot.dailyCostCap === undefined ? undefined : toMicros(bot.dailyCostCap),
  })
}

/** Money is kept in millionths. */
const MICROS = 1_000_000

function toMicros(money: number | null): number | null {
  return money === null ? null : Math.round(money * MICROS)
}

type Given<Fields> = { [Key in keyof Fields]?: Exclude<Fields[Key], undefined> }

function withoutUndefined<Fields extends object>(fields: Fields): Given<Fields> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Given<Fields>
}

function botOf(row: BotRow, sealing: Sealing): Bot {
  return {
    id: row.id,
    name: row.name,
    greeting: row.greeting,
    instructions: row.instructions,
    model: shownModel(readModel(row, sealing)),
    humanTakeover: row.human_takeover === 1,
    takeOverAllowed: row.take_over_allowed === 1,
    whileWaiting: row.while_waiting,
    agentAwayMinutes: row.agent_away_minutes,
    unansweredMinutes: row.unanswered_minutes,
    keywords: JSON.parse(row.keywords),
    dailyTokenCap: row.daily_token_cap,
    dailyCostCap: row.daily_cost_cap === null ? null : row.daily_cost_cap / MICROS,
    colour: row.colour,
    talkToAHuman: row.power_up_enabled === 1,
    createdAt: iso(row.created_at),
    updatedAt: iso(row.updated_at),
  }
}
