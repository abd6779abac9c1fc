import { Identified, Identify } from '@baton/protocol'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { App } from './app.ts'
import { type ChannelRouteDeps, viewOf } from './channel-conversations.ts'
import { notFound, refuse } from './problems.ts'
import { problems } from './route-schema.ts'

const BotParams = z.object({ botId: z.string().max(100) })

/** A site's signed token in exchange for that customer's own. */
export function channelIdentifyRoute(app: App, deps: ChannelRouteDeps) {
  const { bots, identities, tokens, world } = deps
  app.post(
    '/api/channel/v1/bots/:botId/identify',
    {
      config: { rateLimit: { max: 60, timeWindow: '1 minute' } },
      schema: {
        tags: ['web channel'],
        summary: 'Prove who the customer is',
        description:
          'A JWT that the site signs with the bot’s secret. With the token of a customer who has not proven who they are in the header, their conversations become the proven customer’s. 401 `identity_refused` says in `detail` what is wrong with the JWT.',
        params: BotParams,
        body: Identify,
        response: { 200: Identified, ...problems },
      },
    },
    async (request) => {
      const { botId } = request.params
      const found = await bots.findForChannel(botId)
      if (found === null) throw notFound()
      const bot = { botId, teamId: found.teamId }
      const known = await identities.recognise(request.body.token, bot, await earlierCustomer(deps, request, botId))
      if ('refused' in known) throw refuse(401, 'identity_refused', 'Identity not accepted', known.refused)
      const { customerId, name, email } = known
      const newest = await identities.newestConversation(customerId)
      const loaded = newest === null ? null : await world.conversations.load(newest)
      const token = await tokens.issue({ ...bot, customerId }, { at: world.now(), proven: true, id: deps.newId() })
      return { token, name, email, conversation: loaded && (await viewOf(deps, loaded.conversation)) }
    },
  )
}

/** Who this browser's customer was. A token that is no good proves nobody, and is no reason to refuse the other one. */
async function earlierCustomer({ tokens }: ChannelRouteDeps, request: FastifyRequest, botId: string) {
  const { authorization } = request.headers
  const earlier = authorization && (await tokens.verify(authorization.replace(/^Bearer /i, '')))
  return earlier && earlier.botId === botId ? earlier.customerId : null
}
