import { randomBytes } from 'node:crypto'
import type { CreatedWebhook, Delivery, Webhook, WebhookType } from '@baton/protocol'
import type { AddressGuard } from '../guard/address-guard.ts'
import { samplePayload } from '../present/for-webhook.ts'
import { deliveryForMember, webhookForMember } from '../present/webhooks-for-member.ts'
import { jobRow } from '../store/outbox.ts'
import type { Deliveries, DeliveryRecord } from '../store/webhook-deliveries.ts'
import type { BotScope, WebhookRow, Webhooks } from '../store/webhooks.ts'
import { type DeliveryJob, plannedDelivery } from './plan-webhooks.ts'

/** How long the old secret still signs after a rotation, in milliseconds. */
const OVERLAP_MS = 24 * 3_600_000
/** Every event is written once for each of them, so there is a bound. */
const MOST_PER_BOT = 50

/** Expected noes. `not_found` is also the answer for whatever belongs to another team or bot. */
export type No =
  | { no: 'not_found' }
  | { no: 'url_not_allowed'; reason: string }
  | { no: 'url_missing' }
  | { no: 'too_many_webhooks'; most: number }
  | { no: 'webhook_disabled' }

type Page<Item> = { items: Item[]; nextCursor: string | null }
type Paging = { limit: number; cursor?: string | undefined }

export type WebhookPorts = {
  webhooks: Webhooks
  deliveries: Deliveries
  seal: (secret: string) => string
  checkUrl: AddressGuard['checkUrl']
  publicUrl: string
  now: () => number
  newId: () => string
  /** Called after a job was committed. */
  wake: () => void
}

export type ManageWebhooks = ReturnType<typeof manageWebhooks>

/** What owners and admins do with the webhooks of a bot. */
export function manageWebhooks(ports: WebhookPorts) {
  const found = async (scope: BotScope, id: string) => {
    if ((await ports.webhooks.bot(scope)) === null) return null
    return ports.webhooks.find(scope, id)
  }
  return {
    list: async (scope: BotScope, paging: Paging): Promise<Page<Webhook> | No> => {
      if ((await ports.webhooks.bot(scope)) === null) return notFound
      const { items, nextCursor } = await ports.webhooks.page(scope, paging)
      return { items: items.map(webhookForMember), nextCursor }
    },
    create: (scope: BotScope, wanted: WantedWebhook) => create(ports, scope, wanted),
    get: async (scope: BotScope, id: string): Promise<Webhook | No> => {
      const row = await found(scope, id)
      return row === null ? notFound : webhookForMember(row)
    },
    patch: async (scope: BotScope, id: string, change: WebhookChange): Promise<Webhook | No> => {
      const row = await found(scope, id)
      if (row === null) return notFound
      return change.enabled && (change.url ?? row.url) === '' ? urlMissing : patch(ports, scope, id, change)
    },
    /** Its waiting deliveries are cancelled; what was delivered stays in the log's rows. */
    delete: async (scope: BotScope, id: string): Promise<null | No> => {
      if ((await found(scope, id)) === null) return notFound
      const at = ports.now()
      await ports.webhooks.update(scope, id, { deleted_at: at, updated_at: at, enabled: 0 })
      await ports.deliveries.cancelWaiting(id)
      return null
    },
    /** A new secret. For a day deliveries are signed with both, so that the receiver can change over. */
    rotateSecret: async (scope: BotScope, id: string): Promise<CreatedWebhook | No> => {
      const row = await found(scope, id)
      return row === null ? notFound : rotate(ports, scope, row)
    },
    /** Sends a made-up event once, through all that a real one goes through; disabled webhooks can be tested too. */
    test: async (scope: BotScope, id: string): Promise<Delivery | No> => {
      const bot = await ports.webhooks.bot(scope)
      const row = await found(scope, id)
      if (bot === null || row === null) return notFound
      return row.url === '' ? urlMissing : sendTest(ports, row, bot)
    },
    deliveries: async (scope: BotScope, id: string, paging: Paging): Promise<Page<Delivery> | No> => {
      if ((await found(scope, id)) === null) return notFound
      const { items, nextCursor } = await ports.deliveries.page(id, paging)
      return { items: items.map(deliveryForMember), nextCursor }
    },
    /** Sends a delivery again at once: the same message, with the whole schedule of retries before it. */
    redeliver: async (scope: BotScope, id: string, deliveryId: string): Promise<Delivery | No> => {
      const row = await found(scope, id)
      const delivery = row && (await ports.deliveries.find(row.id, deliveryId))
      if (row === null || delivery === null) return notFound
      if (row.enabled === 0 && delivery.conversation_id !== null) return { no: 'webhook_disabled' }
      return redeliver(ports, delivery)
    },
  }
}

const notFound: No = { no: 'not_found' }
const urlMissing: No = { no: 'url_missing' }
export type WantedWebhook = { type: WebhookType; url?: string | undefined }
export type WebhookChange = { enabled?: boolean | undefined; url?: string | undefined }

async function create(ports: WebhookPorts, scope: BotScope, wanted: WantedWebhook): Promise<CreatedWebhook | No> {
  if ((await ports.webhooks.bot(scope)) === null) return notFound
  const checked = wanted.url === undefined ? null : ports.checkUrl(wanted.url)
  if (checked?.ok === false) return { no: 'url_not_allowed', reason: checked.reason }
  if ((await ports.webhooks.count(scope)) >= MOST_PER_BOT) return { no: 'too_many_webhooks', most: MOST_PER_BOT }
  const at = ports.now()
  const secret = newSecret()
  const row: WebhookRow = {
    id: ports.newId(),
    team_id: scope.teamId,
    bot_id: scope.botId,
    type: wanted.type,
    url: checked?.url.href ?? '',
    enabled: 0,
    disabled_reason: null,
    secret_encrypted: ports.seal(secret),
    previous_secret_encrypted: null,
    previous_secret_until: null,
    created_at: at,
    updated_at: at,
    deleted_at: null,
  }
  await ports.webhooks.insert(row)
  return { ...webhookForMember(row), secret }
}

async function patch(
  ports: WebhookPorts,
  scope: BotScope,
  id: string,
  { enabled, url }: WebhookChange,
): Promise<Webhook | No> {
  const checked = url === undefined ? null : ports.checkUrl(url)
  if (checked?.ok === false) return { no: 'url_not_allowed', reason: checked.reason }
  const row = await ports.webhooks.update(scope, id, {
    updated_at: ports.now(),
    ...(checked && { url: checked.url.href }),
    ...(enabled === undefined ? {} : { enabled: enabled ? 1 : 0, disabled_reason: null }),
  })
  if (enabled === false) await ports.deliveries.cancelWaiting(id)
  return row === null ? notFound : webhookForMember(row)
}

async function rotate(ports: WebhookPorts, scope: BotScope, old: WebhookRow): Promise<CreatedWebhook | No> {
  const at = ports.now()
  const secret = newSecret()
  const row = await ports.webhooks.update(scope, old.id, {
    secret_encrypted: ports.seal(secret),
    previous_secret_encrypted: old.secret_encrypted,
    previous_secret_until: at + OVERLAP_MS,
    updated_at: at,
  })
  return row === null ? notFound : { ...webhookForMember(row), secret }
}

async function sendTest(ports: WebhookPorts, row: WebhookRow, bot: { id: string; name: string }): Promise<Delivery> {
  const at = ports.now()
  const name = ports.newId()
  const messageId = `msg_test_${name}`
  const type = webhookForMember(row).type
  const { delivery, job } = plannedDelivery({
    id: `dlv_test_${name}`,
    webhookId: row.id,
    teamId: row.team_id,
    conversationId: null,
    messageId,
    type,
    body: JSON.stringify(samplePayload({ messageId, type, bot, publicUrl: ports.publicUrl, at })),
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

function newSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`
}
