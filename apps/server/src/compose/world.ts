import type { Change, World } from '@baton/core'
import type { Database } from '../database/database.ts'
import { createLines } from '../in-line.ts'
import { planMail } from '../mail/plan-mails.ts'
import { planEffects } from '../outbox/plan-effects.ts'
import { openConversations } from '../store/conversations.ts'
import { insertOutbox } from '../store/outbox.ts'
import { insertDeliveries } from '../store/webhook-deliveries.ts'
import { createWebhookPlanner } from '../webhooks/webhook-planner.ts'
import type { Ports, Stores } from './stores.ts'

type Deps = {
  ports: Ports
  database: Database
  stores: Stores
  publicUrl: string
  committed: (change: Change) => void
}

/** The world that actions work on; what follows from a change is planned and written with it. */
export function openWorld({ ports, database, stores, publicUrl, committed }: Deps): World {
  const webhooks = createWebhookPlanner({ webhooks: stores.webhooks, publicUrl })
  const planners = { newId: ports.newId, webhooks, mail: planMail }
  return {
    ...ports,
    conversations: openConversations(database, {
      plan: (change) => planEffects(planners, change),
      write: async (tx, effects) => {
        await insertDeliveries(tx, effects.deliveries)
        await insertOutbox(tx, effects.outbox)
      },
    }),
    committed,
    inLine: createLines(),
  }
}
