import { UpdateWebChannel, WebChannel } from '@baton/protocol'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { BotAvatars } from '../store/bot-avatars.ts'
import type { Bots } from '../store/bots.ts'
import type { WebChannels } from '../store/web-channels.ts'
import type { App } from './app.ts'
import { principalOf, type RequireMember } from './principal-guard.ts'
import { notFound } from './problems.ts'
import { problems } from './route-schema.ts'
import { webChannelAvatarRoutes } from './web-channel-avatar-routes.ts'
import { webChannelSecretRoutes } from './web-channel-secret-routes.ts'

const BotParams = z.object({ botId: z.string().max(100) })
const path = '/api/v1/bots/:botId/web-channel'
const tags = ['web channel settings']

export type WebChannelRouteDeps = {
  bots: Bots
  webChannels: WebChannels
  botAvatars: BotAvatars
  identities: Parameters<typeof webChannelSecretRoutes>[1]['identities']
  member: RequireMember
}

/** How a bot's chat looks and where it may be embedded. */
export async function webChannelRoutes(app: App, deps: WebChannelRouteDeps) {
  const { bots, webChannels, member } = deps
  const ownBot = async (request: FastifyRequest, botId: string) => {
    if ((await bots.find(principalOf(request).teamId, botId)) === null) throw notFound()
    return botId
  }
  webChannelSecretRoutes(app, { ...deps, ownBot })
  await webChannelAvatarRoutes(app, { ...deps, ownBot })
  app.get(
    path,
    {
      onRequest: member('bot.read'),
      schema: { tags, summary: 'Read', params: BotParams, response: { 200: WebChannel, ...problems } },
    },
    async (request) => webChannels.read(await ownBot(request, request.params.botId)),
  )
  app.patch(
    path,
    {
      onRequest: member('bot.manage'),
      schema: {
        tags,
        summary: 'Change',
        description:
          'Sites are origins; `example.com` is taken for `https://example.com`, and `https://*.example.com` stands for every name below. ' +
          'With no site and without `anySite`, the chat works on its direct page only.',
        params: BotParams,
        body: UpdateWebChannel,
        response: { 200: WebChannel, ...problems },
      },
    },
    async (request) => {
      const botId = await ownBot(request, request.params.botId)
      await webChannels.update(botId, request.body)
      return webChannels.read(botId)
    },
  )
}
