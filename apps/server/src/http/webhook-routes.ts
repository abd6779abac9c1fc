import {
  CreatedWebhook,
  CreateWebhook,
  NoBody,
  PageQuery,
  page,
  RotateSecret,
  UpdateWebhook,
  Webhook,
  WebhookTroubles,
} from '@baton/protocol'
import { z } from 'zod'
import type { App } from './app.ts'
import { principalOf } from './principal-guard.ts'
import { problems } from './route-schema.ts'
import { webhookDeliveryRoutes } from './webhook-delivery-routes.ts'
import { webhookSchemaRoutes } from './webhook-schema-routes.ts'
import { BotParams, orProblem, scopeOf, tags, WebhookParams, type WebhookRouteDeps } from './webhook-scope.ts'

export type { WebhookRouteDeps } from './webhook-scope.ts'

/** The webhooks of a bot: their settings, their secret, and the log of their deliveries. */
export function webhookRoutes(app: App, deps: WebhookRouteDeps) {
  collectionRoutes(app, deps)
  settingsRoutes(app, deps)
  secretRoutes(app, deps)
  webhookDeliveryRoutes(app, deps)
  troubleRoutes(app, deps)
  webhookSchemaRoutes(app)
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
          'Switching it off cancels the deliveries that wait for it. Switching on what the system switched off sends what it missed, unless `replay` is false. 422 `url_not_allowed`, `url_missing` on switching on.',
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
        ...{ tags, summary: 'Give a webhook a new secret', params: WebhookParams, body: RotateSecret },
        description:
          'For 24 hours, or as many as `overlapHours` says, deliveries are signed with the old one as well. The answer alone holds the secret.',
        response: { 200: CreatedWebhook, ...problems },
      },
    },
    async (request) => {
      const { webhookId } = request.params
      return orProblem(
        await webhooks.rotateSecret(scopeOf(request, request.params), webhookId, request.body?.overlapHours),
      )
    },
  )
  app.post(
    '/api/v1/bots/:botId/webhooks/:webhookId/end-previous-secret',
    {
      onRequest,
      schema: {
        ...{ tags, summary: 'Let the old secret sign no more', params: WebhookParams, body: NoBody },
        description: 'Ends the overlap of a rotation now, for instance because the old secret became known.',
        response: { 200: Webhook, ...problems },
      },
    },
    async (request) =>
      orProblem(await webhooks.endPreviousSecret(scopeOf(request, request.params), request.params.webhookId)),
  )
}

function troubleRoutes(app: App, { webhooks, member }: WebhookRouteDeps) {
  app.get(
    '/api/v1/webhook-trouble',
    {
      onRequest: member('webhook.manage'),
      schema: {
        ...{ tags, summary: 'Webhooks of the team that need somebody' },
        description:
          'Those that the system switched off, those that gave deliveries up in the last three days, and those whose attempts all fail at the moment. Empty when all is well.',
        response: { 200: WebhookTroubles, ...problems },
      },
    },
    async (request) => ({ items: await webhooks.trouble(principalOf(request).teamId) }),
  )
}
