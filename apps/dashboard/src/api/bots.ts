import type { Bot, CreateBot, Page, UpdateBot } from '@baton/protocol'
import { get, patch, post, remove, withQuery } from './request.ts'

const base = '/api/v1/bots'

/** The path of one bot, and of what belongs to it. */
export const botPath = (id: string, rest = '') => `${base}/${encodeURIComponent(id)}${rest}`

export const listBots = (): Promise<Page<Bot>> => get(withQuery(base, { limit: 100 }))
export const getBot = (id: string): Promise<Bot> => get(botPath(id))
export const createBot = (bot: CreateBot): Promise<Bot> => post(base, bot)
export const updateBot = (id: string, change: UpdateBot): Promise<Bot> => patch(botPath(id), change)

/** Refused with `conversations_open` while conversations wait or are held, unless `confirm`. */
export const deleteBot = (id: string, confirm: boolean): Promise<void> =>
  remove(withQuery(botPath(id), confirm ? { confirm } : {}))
