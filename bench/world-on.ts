import { randomUUID } from 'node:crypto'
import type { World } from '@baton/core'
import type { Database } from '../apps/server/src/database/database.ts'
import { createLines } from '../apps/server/src/in-line.ts'
import { planMail } from '../apps/server/src/mail/plan-mails.ts'
import { planEffects } from '../apps/server/src/outbox/plan-effects.ts'
import { openConversations } from '../apps/server/src/store/conversations.ts'
import { insertOutbox } from '../apps/server/src/store/outbox.ts'
import { insertDeliveries } from '../apps/server/src/store/webhook-deliveries.ts'
import { openWebhooks } from '../apps/server/src/store/webhooks.ts'
import { createWebhookPlanner } from '../apps/server/src/webhooks/webhook-planner.ts'

/** The server's own write path on a database, without HTTP, sockets and workers. */
export function worldOn(database: Database): World {
  const publicUrl = 'http://localhost'
  const webhooks = createWebhookPlanner({ webhooks: openWebhooks(database), publicUrl })
  const planners = { newId: randomUUID, webhooks, mail: planMail }
  return {
    conversations: openConversations(database, {
      plan: (change) => planEffects(planners, change),
      write: async (tx, effects) => {
        await insertDeliveries(tx, effects.deliveries)
        await insertOutbox(tx, effects.outbox)
      },
    }),
    now: Date.now,
    newId: randomUUID,
    committed: () => {},
    inLine: createLines(),
  }
}
