import type { AddedPowerUp, PowerUpInCatalogue } from '@baton/protocol'
import { botPath } from './bots.ts'
import { get, put, remove } from './request.ts'

const at = (bot: string, kind: string) => botPath(bot, `/power-ups/${encodeURIComponent(kind)}`)

/** What a bot can be given. */
export const listCatalogue = (): Promise<{ items: PowerUpInCatalogue[] }> => get('/api/v1/power-ups')
/** What this bot was given. */
export const listPowerUps = (bot: string): Promise<{ items: AddedPowerUp[] }> => get(botPath(bot, '/power-ups'))
/** Adds a power-up, or changes what is given of it. */
export const putPowerUp = (bot: string, kind: string, change: Record<string, unknown>): Promise<AddedPowerUp> =>
  put(at(bot, kind), change)
export const removePowerUp = (bot: string, kind: string): Promise<void> => remove(at(bot, kind))
