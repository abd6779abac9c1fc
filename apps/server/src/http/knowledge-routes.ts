import { CreateKnowledge, Knowledge, KnowledgeDetail, PageQuery, page } from '@baton/protocol'
import { z } from 'zod'
import type { Bots } from '../store/bots.ts'
import type { KnowledgeStore } from '../store/knowledge.ts'
import type { App } from './app.ts'
import { principalOf, type RequireMember } from './principal-guard.ts'
import { notFound } from './problems.ts'
import { problems } from './route-schema.ts'

const Params = z.object({ botId: z.string().max(100) })
const ItemParams = Params.extend({ id: z.string().max(100) })
const tags = ['knowledge']

/** Largest body with a text of 200,000 characters, in bytes. */
const KNOWLEDGE_BODY_LIMIT = 2 * 1024 * 1024

export function knowledgeRoutes(app: App, deps: { bots: Bots; knowledge: KnowledgeStore; member: RequireMember }) {
  const { bots, knowledge, member } = deps
  const ownBot = async (teamId: string, botId: string) => {
    if ((await bots.find(teamId, botId)) === null) throw notFound()
  }
  app.get(
    '/api/v1/bots/:botId/knowledge',
    {
      onRequest: member('bot.read'),
      schema: {
        tags,
        summary: 'List what a bot knows',
        params: Params,
        querystring: PageQuery,
        response: { 200: page(Knowledge), ...problems },
      },
    },
    async (request) => {
      await ownBot(principalOf(request).teamId, request.params.botId)
      return knowledge.list(request.params.botId, request.query)
    },
  )
  app.post(
    '/api/v1/bots/:botId/knowledge',
    {
      onRequest: member('bot.manage'),
      bodyLimit: KNOWLEDGE_BODY_LIMIT,
      schema: {
        tags,
        summary: 'Add knowledge',
        params: Params,
        body: CreateKnowledge,
        response: { 201: KnowledgeDetail, ...problems },
      },
    },
    async (request, reply) => {
      await ownBot(principalOf(request).teamId, request.params.botId)
      return reply.code(201).send(await knowledge.add(request.params.botId, request.body))
    },
  )
  app.get(
    '/api/v1/bots/:botId/knowledge/:id',
    {
      onRequest: member('bot.read'),
      schema: { tags, summary: 'Read one item', params: ItemParams, response: { 200: KnowledgeDetail, ...problems } },
    },
    async (request) => {
      await ownBot(principalOf(request).teamId, request.params.botId)
      const item = await knowledge.find(request.params.botId, request.params.id)
      if (item === null) throw notFound()
      return item
    },
  )
  app.delete(
    '/api/v1/bots/:botId/knowledge/:id',
    {
      onRequest: member('bot.manage'),
      schema: { tags, summary: 'Remove one item', params: ItemParams, response: { 204: z.null(), ...problems } },
    },
    async (request, reply) => {
      await ownBot(principalOf(request).teamId, request.params.botId)
      if (!(await knowledge.remove(request.params.botId, request.params.id))) throw notFound()
      return reply.code(204).send(null)
    },
  )
}
