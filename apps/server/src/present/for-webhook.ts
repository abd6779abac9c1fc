import type { Agent, Conversation, Event, FilledField } from '@baton/core'
import type { WebhookPayload, WebhookType } from '@baton/protocol'
import { iso } from './plain.ts'

/** What a webhook tells of one event: the conversation as that event left it. */
export type Telling = {
  messageId: string
  type: WebhookType
  event: Event
  before: Conversation | null
  after: Conversation
  botName: string
  publicUrl: string
  agentEmail: string | null
  /** What this webhook wants of what people said and are called. */
  includeCustomer: boolean
  includeText: boolean
}

/** The body of a delivery (`docs/webhooks.md`). Names and texts are in it as far as the webhook wants them. */
export function webhookPayload(telling: Telling): WebhookPayload {
  const { messageId, type, event, before, after, botName, publicUrl, agentEmail, includeText } = telling
  const agent = agentConcerned(event, before)
  // A withdrawn request is told with the request that it ends.
  const escalation = after.escalation ?? before?.escalation ?? null
  return {
    id: messageId,
    type,
    apiVersion: '2026-11-01',
    timestamp: iso(event.at),
    sequence: event.seq,
    data: {
      conversation: {
        id: after.id,
        state: after.state,
        url: `${publicUrl}/conversations/${after.id}`,
        bot: { id: after.botId, name: botName },
        channel: 'web',
        startedAt: iso(after.startedAt),
        customer: customerOf(telling),
      },
      agent: agent && { id: agent.id, name: agent.name, email: agentEmail },
      escalation: escalation && {
        reason: escalation.reason,
        at: iso(escalation.at),
        ...(includeText && { note: isErasure(event) ? null : escalation.note }),
      },
      ...said(telling),
    },
  }
}

function customerOf({ event, after, includeCustomer }: Telling): { name: string | null; email: string | null } {
  return includeCustomer && !isErasure(event) ? { ...after.customer } : { name: null, email: null }
}

type Said = Pick<WebhookPayload['data'], 'message' | 'contact' | 'lead' | 'form'>

/** What the types that are about something said or left add to the body. */
function said({ event, includeCustomer, includeText }: Telling): Said {
  if (event.type === 'conversation.contact_requested') {
    return { contact: { note: includeText ? event.data.note : null } }
  }
  if (event.type === 'conversation.lead_collected') {
    const { name, email, note } = event.data
    const left = includeCustomer ? { name, email } : { name: null, email: null }
    return { lead: { ...left, note: includeText ? note : null } }
  }
  if (event.type === 'conversation.form_answered') {
    const { powerUp, title, fields } = event.data
    const told = ({ kind, name }: FilledField) => (kind === 'email' || name === 'name' ? includeCustomer : includeText)
    const left = fields.map((field) => ({
      name: field.name,
      label: field.label,
      value: told(field) ? field.value : null,
    }))
    return { form: { powerUp, title, fields: left } }
  }
  const { kind, id, name } = event.actor
  if (event.type !== 'message.sent' || kind === 'system') return {}
  const named = kind !== 'customer' || includeCustomer
  return { message: { by: { kind, id, name: named ? name : null }, text: includeText ? event.data.text : null } }
}

/** Of a customer who is being erased nothing more is told. */
function isErasure(event: Event): boolean {
  return event.type === 'conversation.closed' && event.data.cause === 'customer_erased'
}

/** Who claimed, holds or has just left; null when no member is part of it. */
export function agentConcerned(event: Event, before: Conversation | null): Agent | null {
  switch (event.type) {
    case 'conversation.claimed':
    case 'conversation.released':
    case 'conversation.nudged':
      return event.data.agent
    case 'conversation.transferred':
      return event.data.to
    case 'conversation.requeued':
      return event.data.from
    case 'conversation.closed':
      return before?.state === 'active' ? before.agent : null
    case 'conversation.started':
    case 'message.sent':
    case 'conversation.escalated':
    case 'conversation.contact_requested':
    case 'conversation.lead_collected':
    case 'conversation.form_answered':
    case 'conversation.withdrawn':
    case 'conversation.dismissed':
      return null
  }
}

/** A made-up event of this type, for trying a receiver. Its conversation does not exist. */
export function samplePayload(sample: {
  messageId: string
  type: WebhookType
  bot: { id: string; name: string }
  publicUrl: string
  at: number
  includeCustomer: boolean
  includeText: boolean
}): WebhookPayload {
  const { messageId, type, bot, publicUrl, at, includeCustomer, includeText } = sample
  const minutesBefore = (minutes: number) => iso(at - minutes * 60_000)
  const { state, agent, escalated } = samples[type]
  return {
    id: messageId,
    type,
    apiVersion: '2026-11-01',
    timestamp: iso(at),
    sequence: 7,
    test: true,
    data: {
      conversation: {
        id: 'test',
        state,
        url: `${publicUrl}/conversations/test`,
        bot,
        channel: 'web',
        startedAt: type === 'conversation.started' ? iso(at) : minutesBefore(5),
        customer: includeCustomer ? { name: 'Dana', email: 'dana@example.com' } : { name: null, email: null },
      },
      agent: agent ? { id: 'test', name: 'Ben', email: 'ben@example.com' } : null,
      escalation: escalated
        ? { reason: 'direct_request', at: minutesBefore(2), ...(includeText && { note: 'Where is my parcel?' }) }
        : null,
      ...sampleSaid(sample),
    },
  }
}

function sampleSaid(sample: { type: WebhookType; includeCustomer: boolean; includeText: boolean }): Said {
  const text = sample.includeText ? 'Where is my parcel?' : null
  if (sample.type === 'conversation.contact_requested') return { contact: { note: text } }
  if (sample.type === 'conversation.lead_collected') {
    const left = sample.includeCustomer ? { name: 'Dana', email: 'dana@example.com' } : { name: null, email: null }
    return { lead: { ...left, note: text } }
  }
  if (sample.type === 'conversation.form_answered') {
    const email = { name: 'email', label: 'E-mail address', value: sample.includeCustomer ? 'dana@example.com' : null }
    const when = { name: 'when', label: 'When', value: sample.includeText ? 'Tomorrow at nine' : null }
    return { form: { powerUp: 'book_a_call', title: 'Book a call', fields: [email, when] } }
  }
  if (sample.type !== 'message.sent') return {}
  return {
    message: { by: { kind: 'customer', id: 'test', name: sample.includeCustomer ? 'Dana' : null }, text },
  }
}

const samples: Record<WebhookType, { state: Conversation['state']; agent: boolean; escalated: boolean }> = {
  'conversation.started': { state: 'bot', agent: false, escalated: false },
  'conversation.escalated': { state: 'escalated', agent: false, escalated: true },
  'conversation.claimed': { state: 'active', agent: true, escalated: true },
  'conversation.released': { state: 'resolved', agent: true, escalated: true },
  'conversation.withdrawn': { state: 'bot', agent: false, escalated: true },
  'conversation.transferred': { state: 'active', agent: true, escalated: true },
  'conversation.requeued': { state: 'escalated', agent: true, escalated: true },
  'conversation.lead_collected': { state: 'bot', agent: false, escalated: false },
  'conversation.form_answered': { state: 'bot', agent: false, escalated: false },
  'conversation.dismissed': { state: 'resolved', agent: false, escalated: true },
  'conversation.closed': { state: 'closed', agent: false, escalated: true },
  'conversation.contact_requested': { state: 'bot', agent: false, escalated: false },
  'message.sent': { state: 'bot', agent: false, escalated: false },
}
