import type { BotErrors, ModelTest, Usage, WriteModel } from '@baton/protocol'
import { botPath } from './bots.ts'
import { get, post } from './request.ts'

/** Makes one real call with these settings, saved or not. */
export const testModel = (bot: string, model: WriteModel): Promise<ModelTest> =>
  post(botPath(bot, '/model/test'), { model })
export const getBotErrors = (bot: string): Promise<BotErrors> => get(botPath(bot, '/errors'))
export const getUsage = (bot: string): Promise<Usage> => get(botPath(bot, '/usage'))
