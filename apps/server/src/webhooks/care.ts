import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Database, Warn } from '../database/database.ts'
import { deleteOldDeliveries } from '../store/webhook-deliveries.ts'
import { releaseHeld, webhooksToRelease } from '../store/webhook-replay.ts'

/** How long the delivery log goes back, in milliseconds. */
export const LOG_MS = 30 * 24 * 3_600_000
const HOURLY = 3_600_000
const BATCH = 200

type Ports = { database: Database; now: () => number; newId: () => string; wake: () => void }

/** Sends all that is kept for a webhook, in batches so that nobody waits for it. */
export async function releaseAll({ database, now, newId, wake }: Ports, webhookId: string): Promise<void> {
  while ((await releaseHeld(database, webhookId, { at: now(), newId, limit: BATCH })) > 0) {
    wake()
    await nextTurn()
  }
}

/** What a server does for webhooks now and every hour: forgets old deliveries, and goes on with a release that was broken off. */
export function careForWebhooks(ports: Ports & { warn: Warn }): { stop: () => void } {
  let stopped = false
  const care = async () => {
    const before = ports.now() - LOG_MS
    while (!stopped && (await deleteOldDeliveries(ports.database, before, BATCH)) === BATCH) await nextTurn()
    for (const id of stopped ? [] : await webhooksToRelease(ports.database)) await releaseAll(ports, id)
  }
  const run = () => void care().catch((error) => ports.warn('the webhooks could not be cared for', error))
  const timer = setInterval(run, HOURLY)
  timer.unref()
  run()
  return {
    stop: () => {
      stopped = true
      clearInterval(timer)
    },
  }
}
