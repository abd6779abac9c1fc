import { OpenMailedLink, Started } from '@baton/protocol'
import { z } from 'zod'
import type { App } from './app.ts'
import { type ChannelRouteDeps, viewOf } from './channel-conversations.ts'
import { refuse } from './problems.ts'
import { problems } from './route-schema.ts'

const BotParams = z.object({ botId: z.string().max(100) })

/** The link of a mail to a proven customer in exchange for that customer's token. */
export function channelMailedLinkRoute(app: App, deps: ChannelRouteDeps) {
  const { bots, identities, mailedLinks, tokens, world } = deps
  app.post(
    '/api/channel/v1/bots/:botId/mailed-links',
    {
      config: { rateLimit: { max: 30, timeWindow: '1 minute' } },
      schema: {
        tags: ['web channel'],
        summary: 'Use the link of a mail',
        description:
          'What stands in the fragment of the link, for the customer’s token. It works once; the same `startKey` again gets the same answer. 401 `link_over`: it was used, has run out, or the address is not the customer’s any more.',
        params: BotParams,
        body: OpenMailedLink,
        response: { 200: Started, ...problems },
      },
    },
    async (request) => {
      const { botId } = request.params
      const link = mailedLinks.read(request.body.link)
      const bot = link?.botId === botId ? await bots.findForChannel(botId) : null
      if (link === null || bot === null) throw over()
      const loaded = await world.conversations.load(link.conversationId)
      const isTheirs = loaded?.conversation.customerId === link.customerId && loaded.conversation.state !== 'closed'
      const proven = await identities.of(link.customerId)
      if (!isTheirs || proven?.email?.toLowerCase() !== link.email.toLowerCase()) throw over()
      if (!(await mailedLinks.use(link, request.body.startKey))) throw over()
      const { customerId } = link
      const token = await tokens.issue({ botId, teamId: bot.teamId, customerId }, { at: world.now(), proven: true })
      return { token, conversation: await viewOf(deps, loaded.conversation) }
    },
  )
}

/** The same words for whatever is wrong, so that nothing is learnt by trying. */
const over = () =>
  refuse(401, 'link_over', 'The link opens nothing', 'It was used, has run out, or was not made for this chat.')
