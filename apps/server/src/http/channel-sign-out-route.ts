import { NoBody } from '@baton/protocol'
import { z } from 'zod'
import type { App } from './app.ts'
import type { ChannelRouteDeps } from './channel-conversations.ts'
import { requireCustomer } from './customer-guard.ts'
import { problems } from './route-schema.ts'

/** What `reset` of the SDK does on the server. */
export function channelSignOutRoute(app: App, { tokens }: Pick<ChannelRouteDeps, 'tokens'>) {
  app.post(
    '/api/channel/v1/sign-out',
    {
      onRequest: requireCustomer(tokens.verify),
      schema: {
        tags: ['web channel'],
        summary: 'End the token',
        description: 'The token in the header opens nothing any more. Other tokens of the same customer stay.',
        body: NoBody,
        response: { 204: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const [, token = ''] = (request.headers.authorization ?? '').split(' ')
      await tokens.end(token)
      return reply.code(204).send(null)
    },
  )
}
