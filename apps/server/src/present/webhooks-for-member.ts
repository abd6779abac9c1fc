import { type Delivery, type Webhook, WebhookType } from '@baton/protocol'
import type { DeliveryRecord } from '../store/webhook-deliveries.ts'
import type { WebhookRow } from '../store/webhooks.ts'
import { iso } from './plain.ts'

/** A webhook as members see it: never its secret. */
export function webhookForMember(row: WebhookRow): Webhook {
  return {
    id: row.id,
    botId: row.bot_id,
    type: WebhookType.parse(row.type),
    url: row.url,
    enabled: row.enabled === 1,
    disabledReason: row.disabled_reason === 'gone' ? 'gone' : null,
    createdAt: iso(row.created_at),
    updatedAt: iso(row.updated_at),
  }
}

/** A delivery as members see it in the log. */
export function deliveryForMember(row: DeliveryRecord): Delivery {
  const tried = row.last_attempt_at !== null
  return {
    id: row.id,
    messageId: row.message_id,
    type: row.type,
    conversationId: row.conversation_id,
    status: row.status,
    attempts: row.attempts,
    createdAt: iso(row.created_at),
    nextAttemptAt: row.next_attempt_at === null ? null : iso(row.next_attempt_at),
    lastAttempt: tried
      ? {
          at: iso(row.last_attempt_at ?? 0),
          responseStatus: row.response_status,
          error: row.error,
          durationMs: row.duration_ms ?? 0,
        }
      : null,
  }
}
