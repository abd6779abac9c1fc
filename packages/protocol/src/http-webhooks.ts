import { z } from 'zod'
import { WebhookType } from './webhook-payload.ts'

/** What came of the newest attempt of a webhook, tests left aside. */
export const LastResult = z.object({
  at: z.iso.datetime(),
  ok: z.boolean(),
  /** HTTP status of the receiver; null when there was no answer. */
  responseStatus: z.int().nullable(),
  error: z.string().nullable(),
})

export const Webhook = z.object({
  id: z.string(),
  botId: z.string(),
  type: WebhookType,
  /** Where it is sent to; empty until somebody says. */
  url: z.string(),
  enabled: z.boolean(),
  /** Whether bodies hold the customer's name and address. */
  includeCustomer: z.boolean(),
  /** Whether bodies hold what was written: the message of `message.sent`, the note of a request. */
  includeText: z.boolean(),
  /** Whether deliveries of one conversation wait for each other. */
  inOrder: z.boolean(),
  /** Why the system switched it off: its receiver said that it is gone, or it failed for five days. Null when it did not. */
  disabledReason: z.enum(['gone', 'failing']).nullable(),
  /** When the system switched it off. */
  disabledAt: z.iso.datetime().nullable(),
  /** How many deliveries are kept for when it is switched on again, because the system switched it off. */
  held: z.int(),
  /** Since when every attempt has failed; null when the newest one succeeded. */
  failingSince: z.iso.datetime().nullable(),
  lastResult: LastResult.nullable(),
  /** Until when deliveries are signed with the secret from before the newest rotation too. */
  previousSecretUntil: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
})
/** The secret leaves the server only here, and on rotation. */
export const CreatedWebhook = Webhook.extend({ secret: z.string() })

const settings = { includeCustomer: z.boolean(), includeText: z.boolean(), inOrder: z.boolean() }
const url = z.string().max(2000)
/** Without a `url` it cannot be tested or switched on until it has one. */
export const CreateWebhook = z
  .strictObject({ type: WebhookType, url, ...settings })
  .partial()
  .required({ type: true })
export const UpdateWebhook = z
  .strictObject({
    enabled: z.boolean(),
    url,
    ...settings,
    /** On switching on what the system switched off: whether what was missed is sent now (`true`, as by default) or dropped. */
    replay: z.boolean(),
  })
  .partial()

/** How long the old secret still signs, in hours; 0: not at all. */
export const RotateSecret = z.strictObject({ overlapHours: z.int().min(0).max(168).default(24) }).nullish()
/** Of which type the made-up event is; absent: of the webhook's own. */
export const SendTest = z.strictObject({ type: WebhookType.optional() }).nullish()

export const DeliveryStatus = z.enum(['waiting', 'held', 'delivered', 'failed', 'cancelled'])
export const Delivery = z.object({
  id: z.string(),
  /** The `webhook-id` header: the same on every try. */
  messageId: z.string(),
  type: z.string(),
  conversationId: z.string().nullable(),
  /** The event's number in its conversation; null for tests. */
  sequence: z.int().nullable(),
  status: DeliveryStatus,
  attempts: z.int(),
  createdAt: z.iso.datetime(),
  nextAttemptAt: z.iso.datetime().nullable(),
  /** Of a webhook that keeps order: it was sent although an earlier one of its conversation had not arrived. */
  outOfOrder: z.boolean(),
  lastAttempt: z
    .object({
      at: z.iso.datetime(),
      /** HTTP status of the receiver; null when there was no answer. */
      responseStatus: z.int().nullable(),
      error: z.string().nullable(),
      durationMs: z.int(),
    })
    .nullable(),
})

const Headers = z.record(z.string(), z.string())
/** One try of a delivery, as it was sent and answered. */
export const DeliveryTry = z.object({
  at: z.iso.datetime(),
  url: z.string(),
  /** As they were sent, the signature shortened. */
  requestHeaders: Headers,
  responseStatus: z.int().nullable(),
  responseHeaders: Headers.nullable(),
  /** At most 64 KB of the newest try, 4 KB of the ones before it; null when there was no answer. */
  responseBody: z.string().nullable(),
  error: z.string().nullable(),
  durationMs: z.int(),
})
/** A delivery with what is sent and all of its tries, newest first. */
export const DeliveryDetail = Delivery.extend({ body: z.string(), tries: z.array(DeliveryTry) })

/** Since when failed deliveries are sent again; absent: all that the log still has. */
export const RedeliverFailed = z.strictObject({ since: z.iso.datetime({ offset: true }).optional() }).nullish()
export const Redelivered = z.object({ count: z.int() })

/** A webhook that needs somebody: for a banner. */
export const WebhookTrouble = z.object({
  webhookId: z.string(),
  botId: z.string(),
  botName: z.string(),
  type: WebhookType,
  url: z.string(),
  /** `disabled`: the system switched it off. `exhausted`: deliveries were given up. `failing`: every attempt fails at the moment. */
  trouble: z.enum(['disabled', 'exhausted', 'failing']),
  disabledReason: z.enum(['gone', 'failing']).nullable(),
  /** Since when it has been so. */
  since: z.iso.datetime(),
  /** How many deliveries were given up in the last three days and not sent again. */
  failed: z.int(),
  /** How many are kept for when it is switched on again. */
  held: z.int(),
})
export const WebhookTroubles = z.object({ items: z.array(WebhookTrouble) })

export type Webhook = z.infer<typeof Webhook>
export type CreatedWebhook = z.infer<typeof CreatedWebhook>
export type CreateWebhook = z.infer<typeof CreateWebhook>
export type UpdateWebhook = z.infer<typeof UpdateWebhook>
export type Delivery = z.infer<typeof Delivery>
export type DeliveryStatus = z.infer<typeof DeliveryStatus>
export type DeliveryTry = z.infer<typeof DeliveryTry>
export type DeliveryDetail = z.infer<typeof DeliveryDetail>
export type WebhookTrouble = z.infer<typeof WebhookTrouble>
