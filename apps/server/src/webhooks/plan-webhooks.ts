import { createHash } from 'node:crypto'
import { type Change, type Conversation, type Event, evolve } from '@baton/core'
import type { WebhookType } from '@baton/protocol'
import { webhookPayload } from '../present/for-webhook.ts'
import { jobRow, type OutboxRow } from '../store/outbox.ts'
import type { DeliveryRow } from '../store/webhook-deliveries.ts'
import type { DeliveryJob } from '../store/webhook-replay.ts'
import type { Endpoint } from '../store/webhooks.ts'

/** What must be written in the same transaction as the event. */
export type PlannedWebhooks = { deliveries: DeliveryRow[]; outbox: OutboxRow[] }

/**
 * One frozen delivery for each endpoint that hears of this event, and a job unless it is kept for later. Pure; planned twice it gives the same
 * ids and keys, so that inserting it twice is harmless.
 */
export function planWebhooks(
  change: Change,
  event: Event,
  given: {
    type: WebhookType
    endpoints: readonly Endpoint[]
    agentEmail: string | null
    publicUrl: string
  },
): PlannedWebhooks {
  const { before, after } = around(change, event)
  const { teamId } = change.after
  const plans = given.endpoints.map((endpoint) => {
    const name = nameOf(endpoint.id, event.id)
    const messageId = `msg_${name}`
    const { includeCustomer, includeText, held } = endpoint
    const told = { ...given, includeCustomer, includeText, messageId, event, before, after }
    const { delivery, job } = plannedDelivery({
      id: `dlv_${name}`,
      webhookId: endpoint.id,
      teamId,
      conversationId: after.id,
      sequence: event.seq,
      messageId,
      type: given.type,
      body: JSON.stringify(webhookPayload({ ...told, botName: change.policy.botName })),
      at: event.at,
    })
    const kept: DeliveryRow = { ...delivery, status: 'held', next_attempt_at: null }
    return held ? { delivery: kept, jobs: [] } : { delivery, jobs: [job] }
  })
  return { deliveries: plans.map((plan) => plan.delivery), outbox: plans.flatMap((plan) => plan.jobs) }
}

/** A delivery with its first job. */
export function plannedDelivery(planned: {
  id: string
  webhookId: string
  teamId: string
  conversationId: string | null
  sequence: number | null
  messageId: string
  type: string
  body: string
  at: number
}): { delivery: DeliveryRow; job: OutboxRow } {
  const { id, webhookId, teamId, conversationId, sequence, messageId, type, body, at } = planned
  const delivery: DeliveryRow = {
    id,
    webhook_id: webhookId,
    team_id: teamId,
    conversation_id: conversationId,
    sequence,
    message_id: messageId,
    type,
    body,
    status: 'waiting',
    attempts: 0,
    created_at: at,
    queued_at: at,
    next_attempt_at: at,
  }
  const payload: DeliveryJob = { deliveryId: id, triedBefore: 0 }
  const key = `webhook:${id}`
  return {
    delivery,
    job: jobRow({ id, kind: 'webhook', key, lane: webhookId, teamId, conversationId, payload, createdAt: at }),
  }
}

/** The conversation right before and right after one of the events of a change. */
export function around(change: Change, event: Event): { before: Conversation | null; after: Conversation } {
  let before: Conversation | null = null
  let after = change.before
  for (const next of change.events) {
    before = after
    after = evolve(after, next, change.after)
    if (next.id === event.id) return { before, after }
  }
  throw new Error(`event ${event.id} is not of this change`)
}

/** The same for the same endpoint and event, on every server and every time. */
function nameOf(webhookId: string, eventId: string): string {
  return createHash('sha256').update(`${webhookId} ${eventId}`).digest('base64url').slice(0, 27)
}
