import { askForAHuman, leaveLead, sendMessage, withdrawEscalation } from '@baton/core'
import { CustomerConversation, CustomerEvent, Escalate, LeaveLead, NoBody, SendMessage } from '@baton/protocol'
import { z } from 'zod'
import { eventForCustomer } from '../present/for-customer.ts'
import type { App } from './app.ts'
import { asCustomer, type ChannelRouteDeps, succeeded, viewOf } from './channel-conversations.ts'
import { requireCustomer } from './customer-guard.ts'
import { problems } from './route-schema.ts'

const Params = z.object({ id: z.string().max(100) })
const tags = ['web channel']

/** What a customer says and asks for. */
export function channelWriteRoutes(app: App, deps: ChannelRouteDeps) {
  const { world, tokens } = deps
  const onRequest = requireCustomer(tokens.verify)
  app.post(
    '/api/channel/v1/conversations/:id/messages',
    {
      onRequest,
      config: { rateLimit: { max: 240, timeWindow: '1 minute' } },
      schema: {
        tags,
        summary: 'Send a message',
        description: 'The same `clientId` again answers 200 with the first result and sends nothing.',
        params: Params,
        body: SendMessage,
        response: { 200: CustomerEvent, 201: CustomerEvent, ...problems },
      },
    },
    async (request, reply) => {
      const by = await asCustomer(deps, request, request.params.id)
      const outcome = succeeded(await sendMessage(world, by, request.params.id, request.body))
      const [event] = outcome.events
      if (event === undefined) throw new Error('a sent message without its event')
      return reply.code(outcome.repeated ? 200 : 201).send(eventForCustomer(event, deps.faceOf))
    },
  )
  app.post(
    '/api/channel/v1/conversations/:id/escalate',
    {
      onRequest,
      config: { rateLimit: { max: 60, timeWindow: '1 minute' } },
      schema: {
        tags,
        summary: 'Ask for a human',
        description: 'While the bot’s human takeover is off, the state stays and the team is only mailed.',
        params: Params,
        body: Escalate,
        response: { 200: CustomerConversation, ...problems },
      },
    },
    async (request) => {
      const by = await asCustomer(deps, request, request.params.id)
      // What a customer's site has proven need not be typed again.
      const proven = await deps.identities.of(by.id)
      const { email = proven?.email ?? null, name = proven?.name ?? null, note = null } = request.body
      const { conversation } = succeeded(await askForAHuman(world, by, request.params.id, { email, name, note }))
      if (email !== null) await deps.noteOrigin(conversation.id, request.ip)
      return viewOf(deps, conversation)
    },
  )
  app.post(
    '/api/channel/v1/conversations/:id/lead',
    {
      onRequest,
      config: { rateLimit: { max: 60, timeWindow: '1 minute' } },
      schema: {
        tags,
        summary: 'Leave contact details',
        description: 'Where Collect a Lead is on. The same again changes nothing and mails nobody.',
        params: Params,
        body: LeaveLead,
        response: { 200: CustomerConversation, ...problems },
      },
    },
    async (request) => {
      const by = await asCustomer(deps, request, request.params.id)
      // What a customer's site has proven need not be typed again.
      const proven = await deps.identities.of(by.id)
      const { email = proven?.email ?? null, name = proven?.name ?? null, note = null } = request.body
      const { conversation } = succeeded(await leaveLead(world, by, request.params.id, { email, name, note }))
      if (email !== null) await deps.noteOrigin(conversation.id, request.ip)
      return viewOf(deps, conversation)
    },
  )
  app.post(
    '/api/channel/v1/conversations/:id/withdraw',
    {
      onRequest,
      schema: {
        tags,
        summary: 'Back to the bot',
        params: Params,
        body: NoBody,
        response: { 200: CustomerConversation, ...problems },
      },
    },
    async (request) => {
      const by = await asCustomer(deps, request, request.params.id)
      const { conversation } = succeeded(await withdrawEscalation(world, by, request.params.id))
      return viewOf(deps, conversation)
    },
  )
}
