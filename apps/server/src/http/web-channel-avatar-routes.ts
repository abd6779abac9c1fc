import { WebChannel } from '@baton/protocol'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { checkPicture, PICTURE_BYTES, PICTURE_SIDE } from '../accounts/check-picture.ts'
import type { BotAvatars } from '../store/bot-avatars.ts'
import type { WebChannels } from '../store/web-channels.ts'
import type { App } from './app.ts'
import { Picture, pictureResponse, pictureTypes, sendPicture, withPictureBodies } from './pictures.ts'
import type { RequireMember } from './principal-guard.ts'
import { notFound, refuse } from './problems.ts'
import { problems } from './route-schema.ts'

const BotParams = z.object({ botId: z.string().max(100) })
const path = '/api/v1/bots/:botId/web-channel/avatar'
const tags = ['web channel settings']

type Deps = {
  member: RequireMember
  botAvatars: BotAvatars
  webChannels: WebChannels
  ownBot: (request: FastifyRequest, botId: string) => Promise<string>
}

/** The picture of a bot, as customers see it beside its messages. */
export async function webChannelAvatarRoutes(app: App, deps: Deps) {
  await withPictureBodies(app, (scope) => changeRoutes(scope, deps))
  pictureRoute(app, deps)
}

function changeRoutes(app: App, { member, botAvatars, webChannels, ownBot }: Deps) {
  app.put(
    path,
    {
      onRequest: member('bot.manage'),
      schema: {
        tags,
        summary: 'Set the bot’s picture',
        description: `The bytes of a PNG, JPEG, WebP or GIF of at most ${PICTURE_BYTES / 1024} KiB and ${PICTURE_SIDE} × ${PICTURE_SIDE} pixels. 422 \`image_not_usable\`; 413 \`body_too_large\`; 415 for anything but a picture.`,
        consumes: pictureTypes,
        params: BotParams,
        body: Picture,
        response: { 200: WebChannel, ...problems },
      },
    },
    async (request) => {
      const botId = await ownBot(request, request.params.botId)
      const picture = Buffer.isBuffer(request.body) ? checkPicture(request.body) : null
      if (picture === null) {
        throw refuse(
          422,
          'image_not_usable',
          'Not a picture',
          'Choose a PNG, JPEG, WebP or GIF of at most 1024 pixels.',
        )
      }
      await botAvatars.write(botId, picture)
      return webChannels.read(botId)
    },
  )
  app.delete(
    path,
    {
      onRequest: member('bot.manage'),
      schema: {
        tags,
        summary: 'Take the bot’s picture away',
        params: BotParams,
        response: { 200: WebChannel, ...problems },
      },
    },
    async (request) => {
      const botId = await ownBot(request, request.params.botId)
      await botAvatars.remove(botId)
      return webChannels.read(botId)
    },
  )
}

function pictureRoute(app: App, { botAvatars }: Deps) {
  app.get(
    '/bot-avatars/:botId/:version',
    {
      schema: {
        tags: ['pages'],
        summary: 'A bot’s picture',
        description: 'Public: customers see it. The address changes with the picture, so it may be kept for ever.',
        params: z.object({ botId: z.string().max(100), version: z.string().max(64) }),
        response: pictureResponse,
      },
    },
    async (request, reply) => {
      const picture = await botAvatars.read(request.params.botId, request.params.version)
      if (picture === null) throw notFound()
      return sendPicture(reply, picture)
    },
  )
}
