import { CustomerConversation, CustomerEvents, ListCustomerEvents, MarkRead } from '@baton/protocol'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { eventForCustomer } from '../present/for-customer.ts'
import type { App } from './app.ts'
import { type ChannelRouteDeps, ownConversation, viewOf } from './channel-conversations.ts'
import { requireCustomer } from './customer-guard.ts'
import { problems } from './route-schema.ts'

const Params = z.object({ id: z.string().max(100) })
const tags = ['web channel']

/** What a customer reads of the own conversation. */
export function channelReadRoutes(app: App, deps: ChannelRouteDeps) {
  const { log, tokens, markRead, waitForEvent } = deps
  const onRequest = requireCustomer(tokens.verify)
  app.get(
    '/api/channel/v1/conversations/:id',
    {
      onRequest,
      schema: {
        tags,
        summary: 'Read the conversation',
        params: Params,
        response: { 200: CustomerConversation, ...problems },
      },
    },
    async (request) => viewOf(deps, await ownConversation(deps, request, request.params.id)),
  )
  app.get(
    '/api/channel/v1/conversations/:id/events',
    {
      onRequest,
      schema: {
        tags,
        summary: 'Read events',
        description: 'Ascending by `seq`. With `wait` the request is held, up to so many seconds, until there is one.',
        params: Params,
        querystring: ListCustomerEvents,
        response: { 200: CustomerEvents, ...problems },
      },
    },
    async (request) => {
      const { id } = request.params
      const { after, before, limit, wait } = request.query
      const { lastSeq } = await ownConversation(deps, request, id)
      if (wait !== undefined && before === undefined && lastSeq <= (after ?? 0)) {
        await waitForEvent(id, after ?? 0, wait * 1000, goneSignal(request))
      }
      const events = before !== undefined ? await log.before(id, before, limit) : await log.after(id, after ?? 0, limit)
      return {
        items: events.map((event) => eventForCustomer(event, deps.faceOf)),
        lastSeq: Math.max(lastSeq, events.at(-1)?.seq ?? 0),
      }
    },
  )
  app.post(
    '/api/channel/v1/conversations/:id/read',
    {
      onRequest,
      schema: {
        tags,
        summary: 'Say how far the customer has read',
        params: Params,
        body: MarkRead,
        response: { 204: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const { lastSeq } = await ownConversation(deps, request, request.params.id)
      await markRead({
        conversationId: request.params.id,
        reader: 'customer',
        seq: Math.min(request.body.seq, lastSeq),
      })
      return reply.code(204).send(null)
    },
  )
}

/** Aborts when the client hangs up, so that a held request holds nothing. */
function goneSignal(request: FastifyRequest): AbortSignal {
  const gone = new AbortController()
  request.raw.socket.once('close', () => gone.abort())
  return gone.signal
}
