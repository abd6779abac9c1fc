import type { Bot, CreateBot, MemberConversation, Page, UpdateBot } from '@baton/protocol'
import { get, patch, post, remove, withQuery } from './request.ts'

const base = '/api/v1/bots'

/** The path of one bot, and of what belongs to it. */
export const botPath = (id: string, rest = '') => `${base}/${encodeURIComponent(id)}${rest}`

const MOST_PAGES = 20

/** Every bot of the team, 2,000 at most. */
export async function listBots(): Promise<Page<Bot>> {
  const items: Bot[] = []
  let cursor: string | null = null
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const read: Page<Bot> = await get(withQuery(base, { limit: 100, cursor }))
    items.push(...read.items)
    cursor = read.nextCursor
    if (cursor === null) break
  }
  return { items, nextCursor: cursor }
}
export const getBot = (id: string): Promise<Bot> => get(botPath(id))
export const createBot = (bot: CreateBot): Promise<Bot> => post(base, bot)
export const updateBot = (id: string, change: UpdateBot): Promise<Bot> => patch(botPath(id), change)
/** Another bot with the same settings, power-ups and knowledge. */
export const duplicateBot = (id: string, name: string): Promise<Bot> => post(botPath(id, '/duplicate'), { name })

/** Refused with `conversations_open` while conversations wait or are held, unless `confirm`. */
export const deleteBot = (id: string, confirm: boolean): Promise<void> =>
  remove(withQuery(botPath(id), confirm ? { confirm } : {}))

export type OpenConversations = { waiting: Page<MemberConversation>; held: Page<MemberConversation> }

/** The bot's conversations that wait or are held, a hundred of each at most. */
export async function openConversations(botId: string): Promise<OpenConversations> {
  const of = (state: string): Promise<Page<MemberConversation>> =>
    get(withQuery('/api/v1/conversations', { state, botId, limit: 100 }))
  const [waiting, held] = await Promise.all([of('escalated'), of('active')])
  return { waiting, held }
}
