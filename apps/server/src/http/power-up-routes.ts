import { PowerUps, PutTalkToAHuman, TalkToAHuman } from '@baton/protocol'
import { z } from 'zod'
import { type Principal, principalMay } from '../accounts/principal.ts'
import type { Bots } from '../store/bots.ts'
import type { PowerUps as PowerUpStore } from '../store/power-ups.ts'
import type { App } from './app.ts'
import { principalOf, type RequireMember } from './principal-guard.ts'
import { forbidden, notFound } from './problems.ts'
import { problems } from './route-schema.ts'

const Params = z.object({ botId: z.string().max(100) })
const tags = ['power-ups']

export function powerUpRoutes(app: App, deps: { bots: Bots; powerUps: PowerUpStore; member: RequireMember }) {
  const { bots, powerUps, member } = deps
  const ownBot = async (principal: Principal, botId: string) => {
    if ((await bots.find(principal.teamId, botId)) === null) throw notFound()
  }
  app.get(
    '/api/v1/bots/:botId/power-ups',
    {
      onRequest: member('bot.read'),
      schema: { tags, summary: 'List a bot’s power-ups', params: Params, response: { 200: PowerUps, ...problems } },
    },
    async (request) => {
      await ownBot(principalOf(request), request.params.botId)
      const added = await powerUps.find(request.params.botId)
      return { items: added === null ? [] : [added] }
    },
  )
  app.put(
    '/api/v1/bots/:botId/power-ups/talk_to_a_human',
    {
      onRequest: member('bot.manage'),
      schema: {
        tags,
        summary: 'Add or change Talk to a Human',
        description: 'What is not given stays as it is. `notifyEmails` is for owners and admins.',
        params: Params,
        body: PutTalkToAHuman,
        response: { 200: TalkToAHuman, ...problems },
      },
    },
    async (request) => {
      const principal = principalOf(request)
      const mayNotify = principalMay(principal, 'power_up.notify_emails')
      await ownBot(principal, request.params.botId)
      if (request.body.notifyEmails !== undefined && !mayNotify) throw forbidden('power_up.notify_emails')
      return powerUps.put(request.params.botId, request.body)
    },
  )
  app.delete(
    '/api/v1/bots/:botId/power-ups/talk_to_a_human',
    {
      onRequest: member('bot.manage'),
      schema: { tags, summary: 'Remove Talk to a Human', params: Params, response: { 204: z.null(), ...problems } },
    },
    async (request, reply) => {
      await ownBot(principalOf(request), request.params.botId)
      await powerUps.remove(request.params.botId)
      return reply.code(204).send(null)
    },
  )
}
