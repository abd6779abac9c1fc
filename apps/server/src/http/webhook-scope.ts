import type {
  CreatedWebhook,
  CreateWebhook,
  Delivery,
  DeliveryDetail,
  DeliveryStatus,
  UpdateWebhook,
  Webhook,
  WebhookTrouble,
  WebhookType,
} from '@baton/protocol'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { principalOf, type RequireMember } from './principal-guard.ts'
import { notFound, refuse } from './problems.ts'

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
  create(scope: Scope, wanted: CreateWebhook): Promise<CreatedWebhook | No>
  get(scope: Scope, id: string): Promise<Webhook | No>
  patch(scope: Scope, id: string, change: UpdateWebhook): Promise<Webhook | No>
  delete(scope: Scope, id: string): Promise<null | No>
  rotateSecret(scope: Scope, id: string, overlapHours?: number): Promise<CreatedWebhook | No>
  endPreviousSecret(scope: Scope, id: string): Promise<Webhook | No>
  test(scope: Scope, id: string, type?: WebhookType): Promise<Delivery | No>
  deliveries(
    scope: Scope,
    id: string,
    paging: Paging & { status?: DeliveryStatus | undefined },
  ): Promise<Listed<Delivery> | No>
  delivery(scope: Scope, id: string, deliveryId: string): Promise<DeliveryDetail | No>
  redeliver(scope: Scope, id: string, deliveryId: string): Promise<Delivery | No>
  redeliverFailed(scope: Scope, id: string, since: number): Promise<{ count: number } | No>
  trouble(teamId: string): Promise<WebhookTrouble[]>
}

export type WebhookRouteDeps = { webhooks: WebhookActions; member: RequireMember }

const id = z.string().max(100)
export const BotParams = z.object({ botId: id })
export const WebhookParams = BotParams.extend({ webhookId: id })
export const DeliveryParams = WebhookParams.extend({ deliveryId: id })
export const tags = ['webhooks']

export const scopeOf = (request: FastifyRequest, { botId }: { botId: string }): Scope => ({
  teamId: principalOf(request).teamId,
  botId,
})

/** The value, or the end of the request. */
export function orProblem<Value>(result: Value | No): Value {
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
