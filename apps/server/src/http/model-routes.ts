import { Usage } from '@baton/protocol'
import { z } from 'zod'
import type { Bots } from '../store/bots.ts'
import type { ModelUsage } from '../store/model-usage.ts'
import type { App } from './app.ts'
import { principalOf, type RequireMember } from './principal-guard.ts'
import { notFound } from './problems.ts'
import { problems } from './route-schema.ts'

const Params = z.object({ botId: z.string().max(100) })
const tags = ['models']

export type ModelRouteDeps = { bots: Bots; usage: ModelUsage; member: RequireMember }

/** What belongs to a bot's language model. */
export function modelRoutes(app: App, { bots, usage, member }: ModelRouteDeps) {
  app.get(
    '/api/v1/bots/:botId/usage',
    {
      onRequest: member('bot.read'),
      schema: { tags, summary: 'Read what a bot’s model used', params: Params, response: { 200: Usage, ...problems } },
    },
    async (request) => {
      const { botId } = request.params
      const bot = await bots.find(principalOf(request).teamId, botId)
      if (bot === null) throw notFound()
      const { dailyTokenCap, dailyCostCap } = bot
      const used = await usage.ofBot(botId)
      const tokens = used.today.inputTokens + used.today.outputTokens
      const capped =
        (dailyTokenCap !== null && tokens >= dailyTokenCap) ||
        (dailyCostCap !== null && (used.today.cost ?? 0) >= dailyCostCap)
      return { ...used, dailyTokenCap, dailyCostCap, capped }
    },
  )
}
