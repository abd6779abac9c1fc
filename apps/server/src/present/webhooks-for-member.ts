import {
  type Delivery,
  type DeliveryDetail,
  type DeliveryTry,
  type Webhook,
  type WebhookTrouble,
  WebhookType,
} from '@baton/protocol'
import { z } from 'zod'
import type { AttemptRecord, DeliveryRecord } from '../store/webhook-deliveries.ts'
import type { TroubledWebhook } from '../store/webhook-trouble.ts'
import type { CountedWebhook } from '../store/webhooks.ts'
import { iso } from './plain.ts'

const isoOrNull = (at: number | null) => (at === null ? null : iso(at))
const Headers = z.record(z.string(), z.string())

/** A webhook as members see it: never its secret. */
export function webhookForMember(row: CountedWebhook, now: number): Webhook {
  const { last_attempt_at: at, previous_secret_until: until } = row
  return {
    id: row.id,
    botId: row.bot_id,
    type: WebhookType.parse(row.type),
    url: row.url,
    enabled: row.enabled === 1,
    includeCustomer: row.include_customer === 1,
    includeText: row.include_text === 1,
    inOrder: row.in_order === 1,
    disabledReason: row.disabled_reason,
    disabledAt: isoOrNull(row.disabled_at),
    held: row.held,
    failingSince: isoOrNull(row.failing_since),
    lastResult:
      at === null
        ? null
        : { at: iso(at), ok: row.last_error === null, responseStatus: row.last_status, error: row.last_error },
    previousSecretUntil: until === null || until <= now ? null : iso(until),
    createdAt: iso(row.created_at),
    updatedAt: iso(row.updated_at),
  }
}

/** A delivery as members see it in the log. */
export function deliveryForMember(row: DeliveryRecord): Delivery {
  const tried = row.last_attempt_at
  return {
    id: row.id,
    messageId: row.message_id,
    type: row.type,
    conversationId: row.conversation_id,
    sequence: row.sequence,
    status: row.status,
    attempts: row.attempts,
    createdAt: iso(row.created_at),
    nextAttemptAt: isoOrNull(row.next_attempt_at),
    outOfOrder: row.out_of_order === 1,
    lastAttempt:
      tried === null
        ? null
        : {
            at: iso(tried),
            responseStatus: row.response_status,
            error: row.error,
            durationMs: row.duration_ms ?? 0,
          },
  }
}

/** A delivery with what is sent and every try of it. */
export function deliveryDetailForMember(row: DeliveryRecord, attempts: readonly AttemptRecord[]): DeliveryDetail {
  return { ...deliveryForMember(row), body: row.body, tries: attempts.map(tryForMember) }
}

function tryForMember(row: AttemptRecord): DeliveryTry {
  return {
    at: iso(row.at),
    url: row.url,
    requestHeaders: Headers.parse(JSON.parse(row.request_headers)),
    responseStatus: row.response_status,
    responseHeaders: row.response_headers === null ? null : Headers.parse(JSON.parse(row.response_headers)),
    responseBody: row.response_body,
    error: row.error,
    durationMs: row.duration_ms,
  }
}

/** A webhook that needs somebody, by its worst trouble. */
export function troubleForMember(row: TroubledWebhook, now: number): WebhookTrouble {
  const trouble = row.disabledReason !== null ? 'disabled' : row.failed > 0 ? 'exhausted' : 'failing'
  const since = { disabled: row.disabledAt, exhausted: row.firstFailedAt, failing: row.failingSince }[trouble]
  return {
    webhookId: row.id,
    botId: row.botId,
    botName: row.botName,
    type: WebhookType.parse(row.type),
    url: row.url,
    trouble,
    disabledReason: row.disabledReason,
    since: iso(since ?? now),
    failed: row.failed,
    held: row.held,
  }
}
