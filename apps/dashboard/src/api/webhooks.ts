import type {
  CreatedWebhook,
  Delivery,
  DeliveryDetail,
  DeliveryStatus,
  Page,
  UpdateWebhook,
  Webhook,
  WebhookTrouble,
  WebhookType,
} from '@baton/protocol'
import { botPath } from './bots.ts'
import { get, patch, post, remove, withQuery } from './request.ts'

const at = (bot: string, id: string, rest = '') => botPath(bot, `/webhooks/${encodeURIComponent(id)}${rest}`)

/** The team's webhooks that need somebody. */
export const listTroubles = (): Promise<{ items: WebhookTrouble[] }> => get('/api/v1/webhook-trouble')
export const listWebhooks = (bot: string): Promise<Page<Webhook>> =>
  get(withQuery(botPath(bot, '/webhooks'), { limit: 100 }))
export const getWebhook = (bot: string, id: string): Promise<Webhook> => get(at(bot, id))
/** Switched off, and without a target URL, until somebody says otherwise. The answer alone holds the secret. */
export const createWebhook = (bot: string, type: WebhookType): Promise<CreatedWebhook> =>
  post(botPath(bot, '/webhooks'), { type })
export const updateWebhook = (bot: string, id: string, change: UpdateWebhook): Promise<Webhook> =>
  patch(at(bot, id), change)
export const deleteWebhook = (bot: string, id: string): Promise<void> => remove(at(bot, id))
/** The answer alone holds the new secret; the old one signs along for so many hours. */
export const rotateSecret = (bot: string, id: string, overlapHours: number): Promise<CreatedWebhook> =>
  post(at(bot, id, '/rotate-secret'), { overlapHours })
/** The old secret signs no more, from now on. */
export const endPreviousSecret = (bot: string, id: string): Promise<Webhook> =>
  post(at(bot, id, '/end-previous-secret'))
export const sendTest = (bot: string, id: string): Promise<Delivery> => post(at(bot, id, '/test'))
export const listDeliveries = (
  bot: string,
  id: string,
  page: { limit: number; cursor?: string | undefined; status?: DeliveryStatus | undefined },
): Promise<Page<Delivery>> => get(withQuery(at(bot, id, '/deliveries'), page))
/** With what is sent, and every try. */
export const getDelivery = (bot: string, id: string, delivery: string): Promise<DeliveryDetail> =>
  get(at(bot, id, `/deliveries/${encodeURIComponent(delivery)}`))
/** Sends all failed deliveries again that the log still has. */
export const redeliverFailed = (bot: string, id: string): Promise<{ count: number }> =>
  post(at(bot, id, '/redeliver-failed'), {})
export const redeliver = (bot: string, id: string, delivery: string): Promise<Delivery> =>
  post(at(bot, id, `/deliveries/${encodeURIComponent(delivery)}/redeliver`))
