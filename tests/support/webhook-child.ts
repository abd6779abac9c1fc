import { randomUUID } from 'node:crypto'
import { startConversation } from '@baton/core'
import { openDatabase } from '../../apps/server/src/database/open-database.ts'
import { createAddressGuard } from '../../apps/server/src/guard/address-guard.ts'
import { createLines } from '../../apps/server/src/in-line.ts'
import { planMail } from '../../apps/server/src/mail/plan-mails.ts'
import { createOutbox } from '../../apps/server/src/outbox/outbox.ts'
import { planEffects } from '../../apps/server/src/outbox/plan-effects.ts'
import { deriveSecrets } from '../../apps/server/src/secrets.ts'
import { openConversations } from '../../apps/server/src/store/conversations.ts'
import { insertOutbox } from '../../apps/server/src/store/outbox.ts'
import { insertDeliveries } from '../../apps/server/src/store/webhook-deliveries.ts'
import { openSending } from '../../apps/server/src/store/webhook-sending.ts'
import { openWebhooks } from '../../apps/server/src/store/webhooks.ts'
import { webhookHandler } from '../../apps/server/src/webhooks/deliver.ts'
import { createWebhookPlanner } from '../../apps/server/src/webhooks/webhook-planner.ts'

// A process that starts one conversation and sends what is due, and kills itself, as kill -9 would, at one step on the way.

const [dataDir = '', secret = '', botId = '', teamId = '', dieAt = '', databaseUrl] = process.argv.slice(2)
const die = (step: string) => {
  if (step === dieAt) process.kill(process.pid, 'SIGKILL')
}

const database = await openDatabase({ dataDir, ...(databaseUrl !== undefined && { databaseUrl }) })
const planners = {
  newId: randomUUID,
  webhooks: createWebhookPlanner({ webhooks: openWebhooks(database), publicUrl: 'https://baton.example' }),
  mail: planMail,
}
const conversations = openConversations(database, {
  plan: (change) => planEffects(planners, change),
  write: async (tx, effects) => {
    await insertDeliveries(tx, effects.deliveries)
    die('half written')
    await insertOutbox(tx, effects.outbox)
    die('written')
  },
})
const world = {
  conversations,
  now: Date.now,
  newId: randomUUID,
  committed: () => die('committed'),
  inLine: createLines(),
}
const customer = { kind: 'customer', id: randomUUID(), name: null } as const
const started = await startConversation(world, { teamId, botId, customer, startKeyHash: randomUUID(), first: null })
if (!started.ok) throw new Error(started.refusal.code)
process.stdout.write(`${started.conversation.id}\n`)
die('acknowledged')

const store = openSending(database)
const guard = createAddressGuard({ allowPrivate: true, allowList: [] })
const handler = webhookHandler({
  store: {
    ...store,
    read: async (id) => {
      die('taken')
      const sending = await store.read(id)
      die('read')
      return sending
    },
    record: async (...attempt) => {
      die('answered')
      const trouble = await store.record(...attempt)
      die('recorded')
      return trouble
    },
  },
  guard: {
    checkUrl: guard.checkUrl,
    connect: (options, callback) => {
      die('connecting')
      guard.connect(options, callback)
    },
  },
  open: deriveSecrets(secret).open,
  newId: randomUUID,
  wakeMail: () => {},
})
const outbox = createOutbox({
  ...{ database, newId: randomUUID, handlers: { webhook: handler }, warn: () => {}, pollEvery: 20 },
})
outbox.start()
setInterval(async () => {
  const left = await database.db
    .selectFrom('outbox')
    .select('id')
    .where('done_at', 'is', null)
    .where('failed_at', 'is', null)
    .where('kind', '=', 'webhook')
    .execute()
  if (left.length === 0) process.kill(process.pid, 'SIGKILL')
}, 20)
