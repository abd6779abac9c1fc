import type { Delivery, DeliveryDetail, DeliveryStatus, WebhookType } from '@baton/protocol'
import { samplePayload } from '../present/for-webhook.ts'
import { deliveryDetailForMember, deliveryForMember, webhookForMember } from '../present/webhooks-for-member.ts'
import { jobRow } from '../store/outbox.ts'
import type { DeliveryRecord } from '../store/webhook-deliveries.ts'
import { type DeliveryJob, holdFailed } from '../store/webhook-replay.ts'
import type { BotScope, CountedWebhook } from '../store/webhooks.ts'
import { releaseAll } from './care.ts'
import { plannedDelivery } from './plan-webhooks.ts'
import { find, type No, notFound, type Page, type Paging, type WebhookPorts } from './webhook-ports.ts'

/** The delivery log of a webhook, and what can be sent by hand. */
export function manageDeliveries(ports: WebhookPorts) {
  return {
    /** Sends a made-up event once, through all that a real one goes through; disabled webhooks can be tested too. */
    test: async (scope: BotScope, id: string, type?: WebhookType): Promise<Delivery | No> => {
      const bot = await ports.webhooks.bot(scope)
      const row = await find(ports, scope, id)
      if (bot === null || row === null) return notFound
      return row.url === '' ? { no: 'url_missing' } : sendTest(ports, row, bot, type)
    },
    deliveries: async (
      scope: BotScope,
      id: string,
      paging: Paging & { status?: DeliveryStatus | undefined },
    ): Promise<Page<Delivery> | No> => {
      if ((await find(ports, scope, id)) === null) return notFound
      const { items, nextCursor } = await ports.deliveries.page(id, paging)
      return { items: items.map(deliveryForMember), nextCursor }
    },
    delivery: async (scope: BotScope, id: string, deliveryId: string): Promise<DeliveryDetail | No> => {
      const row = await find(ports, scope, id)
      const delivery = row && (await ports.deliveries.find(row.id, deliveryId))
      if (delivery === null) return notFound
      return deliveryDetailForMember(delivery, await ports.deliveries.attempts(delivery.id))
    },
    /** Sends a delivery again at once: the same message, with the whole schedule of retries before it. */
    redeliver: async (scope: BotScope, id: string, deliveryId: string): Promise<Delivery | No> => {
      const row = await find(ports, scope, id)
      const delivery = row && (await ports.deliveries.find(row.id, deliveryId))
      if (row === null || delivery === null) return notFound
      if (row.enabled === 0 && delivery.conversation_id !== null) return { no: 'webhook_disabled' }
      return redeliver(ports, delivery)
    },
    /** Sends again whatever was given up of the deliveries made since then; answers how many. */
    redeliverFailed: async (scope: BotScope, id: string, since: number): Promise<{ count: number } | No> => {
      const row = await find(ports, scope, id)
      if (row === null) return notFound
      if (row.enabled === 0) return { no: 'webhook_disabled' }
      const count = await holdFailed(ports.database.db, id, { createdSince: since })
      await releaseAll(ports, id)
      return { count }
    },
  }
}

async function sendTest(
  ports: WebhookPorts,
  row: CountedWebhook,
  bot: { id: string; name: string },
  wanted: WebhookType | undefined,
): Promise<Delivery> {
  const at = ports.now()
  const name = ports.newId()
  const messageId = `msg_test_${name}`
  const webhook = webhookForMember(row, at)
  const { includeCustomer, includeText } = webhook
  const type = wanted ?? webhook.type
  const sample = { messageId, type, bot, publicUrl: ports.publicUrl, at, includeCustomer, includeText }
  const { delivery, job } = plannedDelivery({
    id: `dlv_test_${name}`,
    webhookId: row.id,
    teamId: row.team_id,
    conversationId: null,
    sequence: null,
    messageId,
    type,
    body: JSON.stringify(samplePayload(sample)),
    at,
  })
  await ports.deliveries.insert(delivery, job)
  ports.wake()
  return deliveryForMember(await known(ports, row.id, delivery.id))
}

async function redeliver(ports: WebhookPorts, delivery: DeliveryRecord): Promise<Delivery> {
  const id = ports.newId()
  const payload: DeliveryJob = { deliveryId: delivery.id, triedBefore: delivery.attempts }
  const job = jobRow({
    id,
    kind: 'webhook',
    key: `webhook:${delivery.id}:${id}`,
    lane: delivery.webhook_id,
    teamId: delivery.team_id,
    conversationId: delivery.conversation_id,
    payload,
    createdAt: ports.now(),
  })
  await ports.deliveries.requeue(delivery, job)
  ports.wake()
  return deliveryForMember(await known(ports, delivery.webhook_id, delivery.id))
}

async function known(ports: WebhookPorts, webhookId: string, id: string): Promise<DeliveryRecord> {
  const delivery = await ports.deliveries.find(webhookId, id)
  if (delivery === null) throw new Error(`delivery ${id} is gone right after it was written`)
  return delivery
}
