import { type Conversation, startConversation } from '@baton/core'
import { ChannelBot, ListedConversation, PageQuery, page, StartConversation, Started } from '@baton/protocol'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { listedForCustomer } from '../present/for-customer.ts'
import type { App } from './app.ts'
import { type ChannelRouteDeps, succeeded, viewOf } from './channel-conversations.ts'
import { customerOf, requireCustomer } from './customer-guard.ts'
import { etagOf, isKnown } from './known-answer.ts'
import { notFound, refuse, unauthorized } from './problems.ts'
import { problems } from './route-schema.ts'
import { visitOf } from './visit-of.ts'

const BotParams = z.object({ botId: z.string().max(100) })
const tags = ['web channel']

/** What a page needs before anybody has typed, and the start of a conversation. */
export function channelStartRoutes(app: App, deps: ChannelRouteDeps) {
  botRoute(app, deps)
  startRoute(app, deps)
  listRoute(app, deps)
}

/** How long a browser may draw a widget without asking again, in seconds; a change of the settings is seen after this time. */
const FRESH = 60

function botRoute(app: App, deps: ChannelRouteDeps) {
  const { world, bots, webChannels } = deps
  app.get(
    '/api/channel/v1/bots/:botId',
    {
      // The launcher waits for it: small, and with few headers.
      compress: { threshold: 200, encodings: ['gzip'] },
      helmet: false,
      schema: {
        tags,
        summary: 'What a page needs to draw itself',
        description:
          'With ETag, and for browsers to keep for a minute. Of a deleted bot only its customers are told, by their token in the header.',
        params: BotParams,
        response: { 200: ChannelBot, 304: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const found = await bots.findForChannel(request.params.botId)
      if (found === null) return reply.header('cache-control', 'no-store').send(await deletedBot(deps, request))
      const { bot, emailRequired } = found
      const answer = {
        id: bot.id,
        name: bot.name,
        greeting: bot.greeting,
        colour: bot.colour,
        disclosure: disclosureOf(bot.model),
        human: {
          available: bot.talkToAHuman,
          how: bot.humanTakeover ? ('takeover' as const) : ('contact' as const),
          emailRequired,
        },
        lead: (await world.conversations.policyOf(bot.id))?.lead ?? null,
        ...(await webChannels.look(bot.id)),
      }
      reply.header('x-content-type-options', 'nosniff')
      const cacheControl = `public, max-age=${FRESH}, stale-while-revalidate=600`
      if (isKnown(request, reply, etagOf(answer), cacheControl)) return reply.code(304).send(null)
      return answer
    },
  )
}

/** What a customer of a bot that is gone needs to read what was said. */
async function deletedBot(
  { bots, webChannels, tokens }: ChannelRouteDeps,
  request: FastifyRequest<{ Params: z.infer<typeof BotParams> }>,
) {
  const { botId } = request.params
  const identity = await tokens.verify((request.headers.authorization ?? '').replace(/^Bearer /i, ''))
  const found = identity?.botId === botId ? await bots.findForItsCustomers(botId) : null
  if (found === null) throw notFound()
  const { id, name, greeting, colour, model } = found.bot
  return {
    ...{ id, name, greeting, colour, lead: null, deleted: true as const },
    disclosure: disclosureOf(model),
    human: { available: false, how: 'contact' as const, emailRequired: false },
    ...(await webChannels.look(botId)),
    suggestedQuestions: [],
  }
}

const disclosureOf = ({ provider }: { provider: string }) =>
  provider === 'builtin' ? ('bot' as const) : ('ai' as const)

function startRoute(app: App, deps: ChannelRouteDeps) {
  const { world, bots, identities, hash, newId } = deps
  app.post(
    '/api/channel/v1/bots/:botId/conversations',
    {
      config: { rateLimit: { max: 60, timeWindow: '1 minute' } },
      schema: {
        tags,
        summary: 'Start a conversation',
        description: 'The same `startKey` again returns the same conversation and token.',
        params: BotParams,
        body: StartConversation,
        response: { 201: Started, ...problems },
      },
    },
    async (request, reply) => {
      const { botId } = request.params
      const found = await bots.findForChannel(botId)
      if (found === null) throw notFound()
      const { startKey, clientId, text } = request.body
      if (text !== undefined && clientId === undefined) {
        throw refuse(400, 'invalid_request', 'Check the request', 'A first message needs a clientId.')
      }
      const known = await knownCustomer(deps, request, botId)
      const customerId = known?.customerId ?? newId()
      const outcome = await startConversation(world, {
        teamId: found.teamId,
        botId,
        customer: { kind: 'customer', id: customerId, name: (await identities.of(customerId))?.name ?? null },
        startKeyHash: hash(`${botId}:${startKey}`),
        visit: visitOf(request.body, request.headers['user-agent']),
        first: text === undefined || clientId === undefined ? null : { text, clientId },
      })
      const { conversation } = succeeded(outcome)
      // A token brought along goes on as long as it would have, so that no identity outlives its proof by talking.
      const token = conversation.customerId === known?.customerId ? known.token : await tokenFor(deps, conversation)
      return reply.code(201).send({ conversation: await viewOf(deps, conversation), token })
    },
  )
}

/** The token of the customer who began this; asked again, the same. */
async function tokenFor({ tokens, identities }: ChannelRouteDeps, conversation: Conversation): Promise<string> {
  const { customerId, botId, teamId, startedAt } = conversation
  return tokens.issue(
    { customerId, botId, teamId },
    { at: startedAt, proven: (await identities.of(customerId)) !== null },
  )
}

function listRoute(app: App, { customers, tokens }: ChannelRouteDeps) {
  app.get(
    '/api/channel/v1/bots/:botId/conversations',
    {
      onRequest: requireCustomer(tokens.verify),
      schema: {
        tags,
        summary: 'List the conversations of the customer',
        description: 'All that this customer has had with the bot, newest activity first.',
        params: BotParams,
        querystring: PageQuery,
        response: { 200: page(ListedConversation), ...problems },
      },
    },
    async (request) => {
      const { customerId, botId } = customerOf(request)
      if (botId !== request.params.botId) throw unauthorized()
      const { items, nextCursor } = await customers.conversations(customerId, request.query)
      return { items: items.map(listedForCustomer), nextCursor }
    },
  )
}

/** The customer of a token in the header; null without one. A token that is not good is refused, never ignored. */
async function knownCustomer({ tokens }: ChannelRouteDeps, request: FastifyRequest, botId: string) {
  const { authorization } = request.headers
  if (authorization === undefined) return null
  const token = authorization.replace(/^Bearer /i, '')
  const identity = await tokens.verify(token)
  if (identity === null || identity.botId !== botId) throw unauthorized()
  return { customerId: identity.customerId, token }
}
