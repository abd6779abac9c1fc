import { IdentitySecret } from '@baton/protocol'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { App } from './app.ts'
import type { RequireMember } from './principal-guard.ts'
import { problems } from './route-schema.ts'

const BotParams = z.object({ botId: z.string().max(100) })
const path = '/api/v1/bots/:botId/web-channel/identity-secret'
const tags = ['web channel settings']

type Deps = {
  member: RequireMember
  identities: {
    makeSecret: (botId: string) => Promise<{ secret: string; madeAt: number }>
    forgetSecret: (botId: string) => Promise<void>
  }
  /** 404 for a bot that is not the asker's. */
  ownBot: (request: FastifyRequest, botId: string) => Promise<string>
}

/** The secret by which a site signs who its customers are. */
export function webChannelSecretRoutes(app: App, { member, identities, ownBot }: Deps) {
  app.post(
    path,
    {
      onRequest: member('bot.manage'),
      schema: {
        tags,
        summary: 'Make or rotate the secret for identities',
        description: 'The secret is in this answer only. Tokens signed with the former one are refused from now on.',
        params: BotParams,
        response: { 201: IdentitySecret, ...problems },
      },
    },
    async (request, reply) => {
      const { secret, madeAt } = await identities.makeSecret(await ownBot(request, request.params.botId))
      return reply.code(201).send({ secret, madeAt: new Date(madeAt).toISOString() })
    },
  )
  app.delete(
    path,
    {
      onRequest: member('bot.manage'),
      schema: {
        tags,
        summary: 'Delete the secret for identities',
        description: 'Nobody can be identified any more; who was, stays so in the browser they used.',
        params: BotParams,
        response: { 204: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      await identities.forgetSecret(await ownBot(request, request.params.botId))
      return reply.code(204).send(null)
    },
  )
}
