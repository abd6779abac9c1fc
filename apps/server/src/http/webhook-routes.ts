import {
  CreatedWebhook,
  CreateWebhook,
  Delivery,
  NoBody,
  PageQuery,
  page,
  UpdateWebhook,
  Webhook,
} from '@baton/protocol'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { App } from './app.ts'
import { principalOf, type RequireMember } from './principal-guard.ts'
import { notFound, refuse } from './problems.ts'
import { problems } from './route-schema.ts'

type Scope = { teamId: string; botId: string }
type Paging = { limit: number; cursor?: string | undefined }
type Listed<Item> = { items: Item[]; nextCursor: string | null }

/** Expected noes, each with an answer of its own. */
type No =
  | { no: 'not_found' }
  | { no: 'url_not_allowed'; reason: string }
  | { no: 'url_missing' }
  | { no: 'too_many_webhooks'; most: number }
  | { no: 'webhook_disabled' }

/** What the routes ask for; nothing of another team or bot is ever found. */
export type WebhookActions = {
  list(scope: Scope, paging: Paging): Promise<Listed<Webhook> | No>
  create(scope: Scope, wanted: z.infer<typeof CreateWebhook>): Promise<CreatedWebhook | No>
  get(scope: Scope, id: string): Promise<Webhook | No>
  patch(scope: Scope, id: string, change: z.infer<typeof UpdateWebhook>): Promise<Webhook | No>
  delete(scope: Scope, id: string): Promise<null | No>
  rotateSecret(scope: Scope, id: string): Promise<CreatedWebhook | No>
  test(scope: Scope, id: string): Promise<Delivery | No>
  deliveries(scope: Scope, id: string, paging: Paging): Promise<Listed<Delivery> | No>
  redeliver(scope: Scope, id: string, deliveryId: string): Promise<Delivery | No>
}

export type WebhookRouteDeps = { webhooks: WebhookActions; member: RequireMember }

const id = z.string().max(100)
const BotParams = z.object({ botId: id })
const WebhookParams = BotParams.extend({ webhookId: id })
const DeliveryParams = WebhookParams.extend({ deliveryId: id })
const tags = ['webhooks']

/** The webhooks of a bot: their settings, their secret, and the log of their deliveries. */
export function webhookRoutes(app: App, deps: WebhookRouteDeps) {
  collectionRoutes(app, deps)
  settingsRoutes(app, deps)
  secretRoutes(app, deps)
  deliveryRoutes(app, deps)
}

const scopeOf = (request: FastifyRequest, { botId }: { botId: string }): Scope => ({
  teamId: principalOf(request).teamId,
  botId,
})

/** The value, or the end of the request. */
function orProblem<Value>(result: Value | No): Value {
  if (typeof result !== 'object' || result === null || !('no' in result)) return result as Value
  switch (result.no) {
    case 'not_found':
      throw notFound()
    case 'url_not_allowed':
      throw refuse(422, result.no, 'URL not allowed', result.reason)
    case 'url_missing':
      throw refuse(422, result.no, 'No target URL', 'Say where to send it first.')
    case 'too_many_webhooks':
      throw refuse(409, result.no, 'Too many webhooks', `A bot may have at most ${result.most} webhooks.`)
    case 'webhook_disabled':
      throw refuse(409, result.no, 'Webhook is off', 'Switch the webhook on first.')
  }
}

function collectionRoutes(app: App, { webhooks, member }: WebhookRouteDeps) {
  const onRequest = member('webhook.manage')
  app.get(
    '/api/v1/bots/:botId/webhooks',
    {
      onRequest,
      schema: {
        ...{ tags, summary: 'List webhooks', params: BotParams, querystring: PageQuery },
        response: { 200: page(Webhook), ...problems },
      },
    },
    async (request) => orProblem(await webhooks.list(scopeOf(request, request.params), request.query)),
  )
  app.post(
    '/api/v1/bots/:botId/webhooks',
    {
      onRequest,
      schema: {
        ...{ tags, summary: 'Add a webhook', params: BotParams, body: CreateWebhook },
        description:
          'It is switched off until `PATCH {"enabled": true}`. The answer is the only one that holds the secret. 422 `url_not_allowed`, 409 `too_many_webhooks`.',
        response: { 201: CreatedWebhook, ...problems },
      },
    },
    async (request, reply) =>
      reply.code(201).send(orProblem(await webhooks.create(scopeOf(request, request.params), request.body))),
  )
}

function settingsRoutes(app: App, { webhooks, member }: WebhookRouteDeps) {
  const onRequest = member('webhook.manage')
  const path = '/api/v1/bots/:botId/webhooks/:webhookId'
  app.get(
    path,
    {
      onRequest,
      schema: { tags, summary: 'Read a webhook', params: WebhookParams, response: { 200: Webhook, ...problems } },
    },
    async (request) => orProblem(await webhooks.get(scopeOf(request, request.params), request.params.webhookId)),
  )
  app.patch(
    path,
    {
      onRequest,
      schema: {
        ...{ tags, summary: 'Change a webhook', params: WebhookParams, body: UpdateWebhook },
        description:
          'Switching it off cancels the deliveries that wait for it. 422 `url_not_allowed`, `url_missing` on switching on.',
        response: { 200: Webhook, ...problems },
      },
    },
    async (request) =>
      orProblem(await webhooks.patch(scopeOf(request, request.params), request.params.webhookId, request.body)),
  )
  app.delete(
    path,
    {
      onRequest,
      schema: {
        ...{ tags, summary: 'Delete a webhook', params: WebhookParams },
        response: { 204: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      orProblem(await webhooks.delete(scopeOf(request, request.params), request.params.webhookId))
      return reply.code(204).send(null)
    },
  )
}

function secretRoutes(app: App, { webhooks, member }: WebhookRouteDeps) {
  const onRequest = member('webhook.manage')
  app.post(
    '/api/v1/bots/:botId/webhooks/:webhookId/rotate-secret',
    {
      onRequest,
      schema: {
        ...{ tags, summary: 'Give a webhook a new secret', params: WebhookParams, body: NoBody },
        description: 'For 24 hours deliveries are signed with the old one as well. The answer alone holds the secret.',
        response: { 200: CreatedWebhook, ...problems },
      },
    },
    async (request) =>
      orProblem(await webhooks.rotateSecret(scopeOf(request, request.params), request.params.webhookId)),
  )
  app.post(
    '/api/v1/bots/:botId/webhooks/:webhookId/test',
    {
      onRequest,
      schema: {
        ...{ tags, summary: 'Send a test', params: WebhookParams, body: NoBody },
        description:
          'A made-up event with `"test": true`, sent once, also while the webhook is switched off. 422 `url_missing`.',
        response: { 202: Delivery, ...problems },
      },
    },
    async (request, reply) =>
      reply.code(202).send(orProblem(await webhooks.test(scopeOf(request, request.params), request.params.webhookId))),
  )
}

function deliveryRoutes(app: App, { webhooks, member }: WebhookRouteDeps) {
  const onRequest = member('webhook.manage')
  app.get(
    '/api/v1/bots/:botId/webhooks/:webhookId/deliveries',
    {
      onRequest,
      schema: {
        ...{ tags, summary: 'List deliveries, newest first', params: WebhookParams, querystring: PageQuery },
        response: { 200: page(Delivery), ...problems },
      },
    },
    async (request) => {
      const { webhookId } = request.params
      return orProblem(await webhooks.deliveries(scopeOf(request, request.params), webhookId, request.query))
    },
  )
  app.post(
    '/api/v1/bots/:botId/webhooks/:webhookId/deliveries/:deliveryId/redeliver',
    {
      onRequest,
      schema: {
        ...{ tags, summary: 'Send a delivery again', params: DeliveryParams, body: NoBody },
        description: 'The same message under the same id, at once. 409 `webhook_disabled`.',
        response: { 202: Delivery, ...problems },
      },
    },
    async (request, reply) => {
      const { webhookId, deliveryId } = request.params
      const sent = await webhooks.redeliver(scopeOf(request, request.params), webhookId, deliveryId)
      return reply.code(202).send(orProblem(sent))
    },
  )
}
