import { type AddedPowerUp, PowerUpCatalogue, PowerUps } from '@baton/protocol'
import { z } from 'zod'
import { type Principal, principalMay } from '../accounts/principal.ts'
import type { PowerUp } from '../power-ups/power-up.ts'
import type { Registry } from '../power-ups/registry.ts'
import type { Bots } from '../store/bots.ts'
import type { PowerUps as PowerUpStore, StoredPowerUp } from '../store/power-ups.ts'
import type { App } from './app.ts'
import { principalOf, type RequireMember } from './principal-guard.ts'
import { forbidden, notFound } from './problems.ts'
import { problems } from './route-schema.ts'

const Params = z.object({ botId: z.string().max(100) })
const tags = ['power-ups']

export type PowerUpRouteDeps = { bots: Bots; powerUps: PowerUpStore; registry: Registry; member: RequireMember }

/** The catalogue, and what each bot was given of it. Every power-up of the registry has routes of its own. */
export function powerUpRoutes(app: App, deps: PowerUpRouteDeps) {
  const { powerUps, registry, member } = deps
  app.get(
    '/api/v1/power-ups',
    {
      onRequest: member('bot.read'),
      schema: { tags, summary: 'List the power-ups there are', response: { 200: PowerUpCatalogue, ...problems } },
    },
    async () => ({ items: [...registry.catalogue] }),
  )
  app.get(
    '/api/v1/bots/:botId/power-ups',
    {
      onRequest: member('bot.read'),
      schema: { tags, summary: 'List a bot’s power-ups', params: Params, response: { 200: PowerUps, ...problems } },
    },
    async (request) => {
      await ownBot(deps, principalOf(request), request.params.botId)
      const added = await powerUps.list(request.params.botId)
      return { items: registry.all.flatMap((one) => added.filter(({ kind }) => kind === one.kind).map(shown(one))) }
    },
  )
  for (const powerUp of registry.all) routesOf(app, deps, powerUp)
}

function routesOf(app: App, deps: PowerUpRouteDeps, powerUp: PowerUp) {
  const { powerUps, member } = deps
  const { kind, title, settings } = powerUp
  const Added = z.object({ kind: z.literal(kind), enabled: z.boolean(), ...settings.shape })
  const Put = z.strictObject({ enabled: z.boolean(), ...settings.shape }).partial()
  app.put(
    `/api/v1/bots/:botId/power-ups/${kind}`,
    {
      onRequest: member('bot.manage'),
      schema: {
        tags,
        summary: `Add or change ${title}`,
        description: 'What is not given stays as it is. `notifyEmails` is for owners and admins.',
        params: Params,
        body: Put,
        response: { 200: Added, ...problems },
      },
    },
    async (request) => {
      const principal = principalOf(request)
      const { botId } = request.params
      await ownBot(deps, principal, botId)
      const change: { enabled?: boolean | undefined; notifyEmails?: unknown } = request.body
      if (change.notifyEmails !== undefined && !principalMay(principal, 'power_up.notify_emails')) {
        throw forbidden('power_up.notify_emails')
      }
      const before = (await powerUps.find(botId, kind)) ?? { kind, enabled: true, settings: {} }
      const { enabled = before.enabled, ...changed } = change
      const after = { kind, enabled, settings: { ...powerUp.initial, ...before.settings, ...changed } }
      await powerUps.put(botId, after)
      return shown(powerUp)(after) as z.infer<typeof Added>
    },
  )
  app.delete(
    `/api/v1/bots/:botId/power-ups/${kind}`,
    {
      onRequest: member('bot.manage'),
      schema: { tags, summary: `Remove ${title}`, params: Params, response: { 204: z.null(), ...problems } },
    },
    async (request, reply) => {
      await ownBot(deps, principalOf(request), request.params.botId)
      await powerUps.remove(request.params.botId, kind)
      return reply.code(204).send(null)
    },
  )
}

async function ownBot({ bots }: PowerUpRouteDeps, principal: Principal, botId: string): Promise<void> {
  if ((await bots.find(principal.teamId, botId)) === null) throw notFound()
}

function shown({ initial }: PowerUp) {
  return ({ kind, enabled, settings }: StoredPowerUp): AddedPowerUp => ({ kind, enabled, ...initial, ...settings })
}
