import type { Change, EventType } from '@baton/core'
import { type WebhookType, webhookTypes } from '@baton/protocol'
import { agentConcerned } from '../present/for-webhook.ts'
import type { Webhooks } from '../store/webhooks.ts'
import { around, type PlannedWebhooks, planWebhooks } from './plan-webhooks.ts'

/** Plans the deliveries of a change, after reading who wants to hear of it. Writes nothing. */
export function createWebhookPlanner(deps: { webhooks: Webhooks; publicUrl: string }) {
  return async (change: Change): Promise<PlannedWebhooks> => {
    const planned: PlannedWebhooks = { deliveries: [], outbox: [] }
    for (const { event, followUp } of change.follow) {
      if (followUp.kind !== 'webhook' || !isWebhookType(followUp.type)) continue
      const endpoints = await deps.webhooks.endpointsFor(change.after.botId, followUp.type)
      if (endpoints.length === 0) continue
      const agent = agentConcerned(event, around(change, event).before)
      const agentEmail = agent === null ? null : await deps.webhooks.memberEmail(agent.id)
      const one = planWebhooks(change, event, {
        type: followUp.type,
        endpoints,
        agentEmail,
        publicUrl: deps.publicUrl,
      })
      planned.deliveries.push(...one.deliveries)
      planned.outbox.push(...one.outbox)
    }
    return planned
  }
}

const types: readonly string[] = webhookTypes
function isWebhookType(type: EventType): type is EventType & WebhookType {
  return types.includes(type)
}
