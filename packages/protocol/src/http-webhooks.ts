import { z } from 'zod'

export const webhookTypes = [
  'conversation.started',
  'conversation.escalated',
  'conversation.claimed',
  'conversation.released',
  'conversation.withdrawn',
  'conversation.transferred',
  'conversation.requeued',
  'conversation.dismissed',
  'conversation.lead_collected',
  'conversation.closed',
] as const
export const WebhookType = z.enum(webhookTypes)

export const Webhook = z.object({
  id: z.string(),
  botId: z.string(),
  type: WebhookType,
  /** Where it is sent to; empty until somebody says. */
  url: z.string(),
  enabled: z.boolean(),
  /** Why the system switched it off; null when it did not. */
  disabledReason: z.enum(['gone']).nullable(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
})
/** The secret leaves the server only here, and on rotation. */
export const CreatedWebhook = Webhook.extend({ secret: z.string() })
/** Without a `url` it cannot be tested or switched on until it has one. */
export const CreateWebhook = z.strictObject({ type: WebhookType, url: z.string().max(2000).optional() })
export const UpdateWebhook = z.strictObject({ enabled: z.boolean().optional(), url: z.string().max(2000).optional() })

export const Delivery = z.object({
  id: z.string(),
  /** The `webhook-id` header: the same on every try. */
  messageId: z.string(),
  type: z.string(),
  conversationId: z.string().nullable(),
  status: z.enum(['waiting', 'delivered', 'failed', 'cancelled']),
  attempts: z.int(),
  createdAt: z.iso.datetime(),
  nextAttemptAt: z.iso.datetime().nullable(),
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

/** The body of every delivery (`docs/webhooks.md`). */
export const WebhookPayload = z.object({
  id: z.string(),
  type: WebhookType,
  apiVersion: z.literal('2026-11-01'),
  timestamp: z.iso.datetime(),
  sequence: z.int(),
  /** Present and true only on test deliveries. */
  test: z.literal(true).optional(),
  data: z.object({
    conversation: z.object({
      id: z.string(),
      state: z.string(),
      url: z.string(),
      bot: z.object({ id: z.string(), name: z.string() }),
      channel: z.literal('web'),
      startedAt: z.iso.datetime(),
      customer: z.object({ name: z.string().nullable(), email: z.string().nullable() }),
    }),
    /** Who claimed, holds or has just left; null when no member is part of it. */
    agent: z.object({ id: z.string(), name: z.string(), email: z.string().nullable() }).nullable(),
    escalation: z.object({ reason: z.string(), at: z.iso.datetime() }).nullable(),
  }),
})

export type WebhookType = z.infer<typeof WebhookType>
export type Webhook = z.infer<typeof Webhook>
export type CreatedWebhook = z.infer<typeof CreatedWebhook>
export type Delivery = z.infer<typeof Delivery>
export type WebhookPayload = z.infer<typeof WebhookPayload>
