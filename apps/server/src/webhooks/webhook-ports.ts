import type { Database } from '../database/database.ts'
import type { AddressGuard } from '../guard/address-guard.ts'
import type { Deliveries } from '../store/webhook-deliveries.ts'
import type { BotScope, CountedWebhook, Webhooks } from '../store/webhooks.ts'

/** Expected noes. `not_found` is also the answer for whatever belongs to another team or bot. */
export type No =
  | { no: 'not_found' }
  | { no: 'url_not_allowed'; reason: string }
  | { no: 'url_missing' }
  | { no: 'too_many_webhooks'; most: number }
  | { no: 'webhook_disabled' }

export type Page<Item> = { items: Item[]; nextCursor: string | null }
export type Paging = { limit: number; cursor?: string | undefined }

export type WebhookPorts = {
  database: Database
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

export const notFound: No = { no: 'not_found' }

/** A webhook of a bot that is there; null for whatever belongs to another team or bot. */
export async function find(ports: WebhookPorts, scope: BotScope, id: string): Promise<CountedWebhook | null> {
  if ((await ports.webhooks.bot(scope)) === null) return null
  return ports.webhooks.find(scope, id)
}
