import { z } from 'zod'

/** What a webhook can tell of. The second half are the types that carry what people wrote, where the webhook says so. */
export const webhookTypes = [
  'conversation.started',
  'conversation.escalated',
  'conversation.claimed',
  'conversation.released',
  'conversation.withdrawn',
  'conversation.transferred',
  'conversation.requeued',
  'conversation.dismissed',
  'conversation.closed',
  'conversation.lead_collected',
  'conversation.form_answered',
  'conversation.contact_requested',
  'message.sent',
] as const
export const WebhookType = z.enum(webhookTypes)

const state = z.enum(['bot', 'escalated', 'active', 'resolved', 'closed'])
const Agent = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string().nullable(),
})

/** The body of every delivery (`docs/webhooks.md`). */
export const WebhookPayload = z.object({
  id: z.string().describe('Names the message: the same on every attempt.'),
  type: WebhookType,
  apiVersion: z.literal('2026-11-01'),
  timestamp: z.iso.datetime().describe('When the event was committed.'),
  sequence: z.int().describe('The event’s number in its conversation.'),
  test: z.literal(true).optional().describe('Present on test deliveries only.'),
  data: z.object({
    conversation: z.object({
      id: z.string(),
      state,
      url: z.string(),
      bot: z.object({ id: z.string(), name: z.string() }),
      channel: z.literal('web'),
      startedAt: z.iso.datetime(),
      customer: z
        .object({ name: z.string().nullable(), email: z.string().nullable() })
        .describe('What the customer left; both null where the webhook leaves it out.'),
    }),
    agent: Agent.nullable().describe('Who claimed, holds or has just left; null when no member is part of it.'),
    escalation: z
      .object({
        reason: z.string(),
        at: z.iso.datetime(),
        note: z.string().nullable().optional().describe('Only where the webhook includes text.'),
      })
      .nullable(),
    message: z
      .object({
        by: z.object({
          kind: z.enum(['customer', 'bot', 'agent']),
          id: z.string().nullable(),
          name: z.string().nullable(),
        }),
        text: z.string().nullable().describe('Null unless the webhook includes text.'),
      })
      .optional()
      .describe('The message of `message.sent`; absent in all other types.'),
    lead: z
      .object({ name: z.string().nullable(), email: z.string().nullable(), note: z.string().nullable() })
      .optional()
      .describe(
        'What was left in `conversation.lead_collected`, as far as the webhook includes it; absent in all other types.',
      ),
    form: z
      .object({
        powerUp: z.string().describe('The power-up whose form it is.'),
        title: z.string(),
        fields: z.array(z.object({ name: z.string(), label: z.string(), value: z.string().nullable() })),
      })
      .optional()
      .describe(
        'What was filled in by `conversation.form_answered`, as far as the webhook includes it; absent in all other types.',
      ),
    contact: z
      .object({ note: z.string().nullable().describe('Null unless the webhook includes text.') })
      .optional()
      .describe('The request of `conversation.contact_requested`; absent in all other types.'),
  }),
})

export type WebhookType = z.infer<typeof WebhookType>
export type WebhookPayload = z.infer<typeof WebhookPayload>
