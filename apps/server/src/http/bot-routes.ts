import { Bot, CreateBot, DeleteBot, DuplicateBot, PageQuery, page, UpdateBot } from '@baton/protocol'
import { z } from 'zod'
import type { Bots } from '../store/bots.ts'
import type { App } from './app.ts'
import { checkBaseUrl, type ModelRouteDeps } from './model-routes.ts'
import { principalOf, type RequireMember } from './principal-guard.ts'
import { notFound, refuse } from './problems.ts'
import { problems } from './route-schema.ts'

const BotParams = z.object({ botId: z.string().max(100) })

export type BotRouteDeps = {
  bots: Bots
  checkModelUrl: ModelRouteDeps['checkModelUrl']
  member: RequireMember
  /** Deletes a bot and closes its conversations. */
  deleteBot: (teamId: string, botId: string) => Promise<void>
}

export function botRoutes(app: App, deps: BotRouteDeps) {
  const { bots, member, deleteBot } = deps
  app.get(
    '/api/v1/bots',
    {
      onRequest: member('bot.read'),
      schema: {
        tags: ['bots'],
        summary: 'List bots',
        querystring: PageQuery,
        response: { 200: page(Bot), ...problems },
      },
    },
    async (request) => bots.list(principalOf(request).teamId, request.query),
  )

  app.post(
    '/api/v1/bots',
    {
      onRequest: member('bot.manage'),
      schema: { tags: ['bots'], summary: 'Create a bot', body: CreateBot, response: { 201: Bot, ...problems } },
    },
    async (request, reply) => {
      checkBaseUrl(deps, request.body.model)
      return reply.code(201).send(await bots.create(principalOf(request).teamId, request.body))
    },
  )

  app.get(
    '/api/v1/bots/:botId',
    {
      onRequest: member('bot.read'),
      schema: { tags: ['bots'], summary: 'Read a bot', params: BotParams, response: { 200: Bot, ...problems } },
    },
    async (request) => {
      const bot = await bots.find(principalOf(request).teamId, request.params.botId)
      if (bot === null) throw notFound()
      return bot
    },
  )

  app.patch(
    '/api/v1/bots/:botId',
    {
      onRequest: member('bot.manage'),
      schema: {
        tags: ['bots'],
        summary: 'Change a bot’s settings',
        params: BotParams,
        body: UpdateBot,
        response: { 200: Bot, ...problems },
      },
    },
    async (request) => {
      checkBaseUrl(deps, request.body.model)
      const bot = await bots.update(principalOf(request).teamId, request.params.botId, request.body)
      if (bot === null) throw notFound()
      return bot
    },
  )

  app.post(
    '/api/v1/bots/:botId/duplicate',
    {
      onRequest: member('bot.manage'),
      schema: {
        tags: ['bots'],
        summary: 'Make another bot with the same settings, power-ups and knowledge',
        description: 'Secrets (such as a model’s key), webhooks and conversations stay with the original.',
        params: BotParams,
        body: DuplicateBot.nullish(),
        response: { 201: Bot, ...problems },
      },
    },
    async (request, reply) => {
      const bot = await bots.duplicate(principalOf(request).teamId, request.params.botId, request.body ?? {})
      if (bot === null) throw notFound()
      return reply.code(201).send(bot)
    },
  )

  app.delete(
    '/api/v1/bots/:botId',
    {
      onRequest: member('bot.manage'),
      schema: {
        tags: ['bots'],
        summary: 'Delete a bot and close its conversations',
        description:
          'While conversations are waiting or held it answers 409 `conversations_open` unless `confirm=true`.',
        params: BotParams,
        querystring: DeleteBot,
        response: { 204: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const { teamId } = principalOf(request)
      const open = await bots.openConversations(teamId, request.params.botId)
      if (open === null) throw notFound()
      if (open.escalated + open.active > 0 && request.query.confirm !== true) {
        const detail = `${open.escalated} waiting and ${open.active} held conversations would be closed.`
        throw refuse(409, 'conversations_open', 'Conversations are open', detail, { conversations: open })
      }
      await deleteBot(teamId, request.params.botId)
      return reply.code(204).send(null)
    },
  )
}
