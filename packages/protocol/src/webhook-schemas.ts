import { z } from 'zod'
import { WebhookPayload, type WebhookType, webhookTypes } from './webhook-payload.ts'

const { data } = WebhookPayload.shape
const { message, contact, lead, form } = data.shape

/** The body of one type: what is optional in general is there or is not. */
export function payloadOf(type: WebhookType) {
  return WebhookPayload.extend({
    type: z.literal(type),
    data: data.omit({ message: true, contact: true, lead: true, form: true }).extend({
      ...(type === 'message.sent' && { message: message.unwrap() }),
      ...(type === 'conversation.contact_requested' && { contact: contact.unwrap() }),
      ...(type === 'conversation.lead_collected' && { lead: lead.unwrap() }),
      ...(type === 'conversation.form_answered' && { form: form.unwrap() }),
    }),
  })
}

/** JSON Schema (2020-12) of the body of every type. Fields may be added under the same `apiVersion`, so more are allowed. */
export function webhookSchemas(): Record<string, unknown> {
  return Object.fromEntries(
    webhookTypes.map((type) => [type, z.toJSONSchema(payloadOf(type), { io: 'input', unrepresentable: 'throw' })]),
  )
}
