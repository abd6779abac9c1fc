import {
  Delivery,
  DeliveryDetail,
  DeliveryStatus,
  NoBody,
  PageQuery,
  page,
  Redelivered,
  RedeliverFailed,
  SendTest,
} from '@baton/protocol'
import type { App } from './app.ts'
import { problems } from './route-schema.ts'
import { DeliveryParams, orProblem, scopeOf, tags, WebhookParams, type WebhookRouteDeps } from './webhook-scope.ts'

const path = '/api/v1/bots/:botId/webhooks/:webhookId'
const LogQuery = PageQuery.extend({ status: DeliveryStatus.optional() })

/** The delivery log of a webhook, and what can be sent by hand. */
export function webhookDeliveryRoutes(app: App, deps: WebhookRouteDeps) {
  logRoutes(app, deps)
  sendingRoutes(app, deps)
}

function logRoutes(app: App, { webhooks, member }: WebhookRouteDeps) {
  const onRequest = member('webhook.manage')
  app.get(
    `${path}/deliveries`,
    {
      onRequest,
      schema: {
        ...{ tags, summary: 'List deliveries, newest first', params: WebhookParams, querystring: LogQuery },
        description: 'Those of the last 30 days, all or of one `status`.',
        response: { 200: page(Delivery), ...problems },
      },
    },
    async (request) => {
      const { webhookId } = request.params
      return orProblem(await webhooks.deliveries(scopeOf(request, request.params), webhookId, request.query))
    },
  )
  app.get(
    `${path}/deliveries/:deliveryId`,
    {
      onRequest,
      schema: {
        ...{ tags, summary: 'Read a delivery with its tries', params: DeliveryParams },
        response: { 200: DeliveryDetail, ...problems },
      },
    },
    async (request) => {
      const { webhookId, deliveryId } = request.params
      return orProblem(await webhooks.delivery(scopeOf(request, request.params), webhookId, deliveryId))
    },
  )
}

function sendingRoutes(app: App, { webhooks, member }: WebhookRouteDeps) {
  const onRequest = member('webhook.manage')
  app.post(
    `${path}/test`,
    {
      onRequest,
      schema: {
        ...{ tags, summary: 'Send a test', params: WebhookParams, body: SendTest },
        description:
          'A made-up event with `"test": true`, of the webhook’s own type or of the one that `type` says, sent once, also while the webhook is switched off. 422 `url_missing`.',
        response: { 202: Delivery, ...problems },
      },
    },
    async (request, reply) => {
      const { webhookId } = request.params
      const sent = await webhooks.test(scopeOf(request, request.params), webhookId, request.body?.type)
      return reply.code(202).send(orProblem(sent))
    },
  )
  app.post(
    `${path}/deliveries/:deliveryId/redeliver`,
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
  app.post(
    `${path}/redeliver-failed`,
    {
      onRequest,
      schema: {
        ...{ tags, summary: 'Send all failed deliveries again', params: WebhookParams, body: RedeliverFailed },
        description:
          'Those that were given up, made since `since` or as far back as the log goes; each under its own id, at once. 409 `webhook_disabled`.',
        response: { 202: Redelivered, ...problems },
      },
    },
    async (request, reply) => {
      const since = request.body?.since === undefined ? 0 : Date.parse(request.body.since)
      const sent = await webhooks.redeliverFailed(scopeOf(request, request.params), request.params.webhookId, since)
      return reply.code(202).send(orProblem(sent))
    },
  )
}
