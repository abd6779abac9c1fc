import {
  FoundPassages,
  Knowledge,
  KnowledgeDetail,
  KnowledgeQuery,
  KnowledgeUse,
  knowledgeLimits,
  NoBody,
  page,
  UpdateKnowledge,
} from '@baton/protocol'
import { z } from 'zod'
import type { KnowledgeSearch } from '../knowledge/knowledge-search.ts'
import type { ManageKnowledge } from '../knowledge/manage-knowledge.ts'
import type { Bots } from '../store/bots.ts'
import type { App } from './app.ts'
import { knowledgeAddRoute } from './knowledge-add-route.ts'
import { type EmbeddingRouteDeps, knowledgeEmbeddingRoutes } from './knowledge-embedding-routes.ts'
import { itemOrProblem, KnowledgeBotParams, KnowledgeItemParams, ownBot } from './knowledge-problems.ts'
import type { RequireMember } from './principal-guard.ts'
import { notFound } from './problems.ts'
import { problems } from './route-schema.ts'

export type KnowledgeRouteDeps = {
  bots: Bots
  knowledge: ManageKnowledge
  search: KnowledgeSearch['search']
  embeddings: EmbeddingRouteDeps['embeddings']
  /** The score from which the built-in answerer answers. */
  enough: number
  member: RequireMember
}

const tags = ['knowledge']
const path = '/api/v1/bots/:botId/knowledge'

/** What a bot knows: adding, reading again, changing, removing, and trying a question. */
export async function knowledgeRoutes(app: App, deps: KnowledgeRouteDeps) {
  listRoutes(app, deps)
  searchRoute(app, deps)
  itemRoutes(app, deps)
  readAgainRoutes(app, deps)
  knowledgeEmbeddingRoutes(app, deps)
  await knowledgeAddRoute(app, deps)
}

function listRoutes(app: App, { bots, knowledge, member }: KnowledgeRouteDeps) {
  const onRequest = member('bot.read')
  app.get(
    path,
    {
      onRequest,
      schema: {
        ...{ tags, summary: 'List what a bot knows', params: KnowledgeBotParams, querystring: KnowledgeQuery },
        description:
          'Newest first. Pages that came from a sitemap are listed with `parentId` only, or with `q`, which looks through everything.',
        response: { 200: page(Knowledge), ...problems },
      },
    },
    async (request) => knowledge.list((await ownBot(bots, request)).botId, request.query),
  )
  app.get(
    `${path}/use`,
    {
      onRequest,
      schema: {
        ...{ tags, summary: 'Read how much of its limits a bot uses', params: KnowledgeBotParams },
        response: { 200: KnowledgeUse, ...problems },
      },
    },
    async (request) => {
      const { items, characters, fileBytes, sitemapPages } = knowledgeLimits
      return {
        ...(await knowledge.use((await ownBot(bots, request)).botId)),
        limits: { items, characters, fileBytes, sitemapPages },
      }
    },
  )
}

const SearchQuery = z.strictObject({
  q: z.string().trim().min(1).max(1_000),
  limit: z.coerce.number().int().min(1).max(20).default(5),
})

function searchRoute(app: App, { bots, search, enough, member }: KnowledgeRouteDeps) {
  app.get(
    `${path}/search`,
    {
      onRequest: member('bot.read'),
      config: { rateLimit: { max: 120, timeWindow: '1 minute' } },
      schema: {
        ...{ tags, summary: 'Try a question', params: KnowledgeBotParams, querystring: SearchQuery },
        description:
          'The passages that the bot finds for this question, the best first. Empty: it knows nothing of it.',
        response: { 200: FoundPassages, ...problems },
      },
    },
    async (request) => {
      const { q, limit } = request.query
      const found = await search((await ownBot(bots, request)).botId, q, limit)
      return { items: found.map((passage) => ({ ...passage, enough: passage.score >= enough })) }
    },
  )
}

/** Largest body with a text of the most characters, in bytes. */
export const KNOWLEDGE_BODY_LIMIT = 2 * 1024 * 1024

function itemRoutes(app: App, { bots, knowledge, member }: KnowledgeRouteDeps) {
  const params = KnowledgeItemParams
  app.get(
    `${path}/:id`,
    {
      onRequest: member('bot.read'),
      schema: { tags, summary: 'Read one item', params, response: { 200: KnowledgeDetail, ...problems } },
    },
    async (request) => {
      const item = await knowledge.find((await ownBot(bots, request)).botId, request.params.id)
      if (item === null) throw notFound()
      return item
    },
  )
  app.patch(
    `${path}/:id`,
    {
      onRequest: member('bot.manage'),
      bodyLimit: KNOWLEDGE_BODY_LIMIT,
      schema: {
        ...{ tags, summary: 'Change one item', params, body: UpdateKnowledge },
        description: 'The title of any item; the text of written ones (else 409 `not_a_written_text`).',
        response: { 200: KnowledgeDetail, ...problems },
      },
    },
    async (request) =>
      itemOrProblem(await knowledge.update((await ownBot(bots, request)).botId, request.params.id, request.body)),
  )
  app.delete(
    `${path}/:id`,
    {
      onRequest: member('bot.manage'),
      schema: {
        ...{ tags, summary: 'Remove one item', params, description: 'A sitemap goes with all of its pages.' },
        response: { 204: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      if (!(await knowledge.remove((await ownBot(bots, request)).botId, request.params.id))) throw notFound()
      return reply.code(204).send(null)
    },
  )
}

function readAgainRoutes(app: App, { bots, knowledge, member }: KnowledgeRouteDeps) {
  const onRequest = member('bot.manage')
  const config = { rateLimit: { max: 60, timeWindow: '1 minute' } }
  app.post(
    `${path}/:id/sync`,
    {
      ...{ onRequest, config },
      schema: {
        ...{ tags, summary: 'Read one item again', params: KnowledgeItemParams, body: NoBody },
        description: 'Pages, sitemaps, and files that could not be read; else 409 `cannot_read_again`.',
        response: { 202: Knowledge, ...problems },
      },
    },
    async (request, reply) => {
      const scope = await ownBot(bots, request)
      return reply.code(202).send(itemOrProblem(await knowledge.readAgain(scope, request.params.id)))
    },
  )
  app.post(
    `${path}/sync`,
    {
      ...{ onRequest, config },
      schema: {
        ...{ tags, summary: 'Read all pages and sitemaps again', params: KnowledgeBotParams, body: NoBody },
        response: { 202: z.object({ asked: z.int() }), ...problems },
      },
    },
    async (request, reply) => {
      const asked = await knowledge.readAllAgain(await ownBot(bots, request))
      return reply.code(202).send({ asked })
    },
  )
}
