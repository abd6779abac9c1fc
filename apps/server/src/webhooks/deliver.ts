import { z } from 'zod'
import type { AddressGuard } from '../guard/address-guard.ts'
import { withJitter } from '../outbox/back-off.ts'
import { type Handler, LEASE_MS, type Outcome } from '../outbox/handler.ts'
import type { LaneLimits } from '../outbox/lane-room.ts'
import type { Attempt, Patience } from '../store/webhook-attempts.ts'
import type { openSending, Sending } from '../store/webhook-sending.ts'
import { judge, type Verdict } from './judge-answer.ts'
import { type Answer, noAnswer, post } from './post.ts'
import { headersFor, headersForLog } from './sign.ts'
import { troubleLane, troubleMail } from './trouble-mail.ts'
import { whenInOrder } from './when-in-order.ts'

export type DeliverPorts = {
  store: ReturnType<typeof openSending>
  /** Reads a sealed secret. */
  open: (sealed: string) => string
  /** Where deliveries may go. */
  guard: Pick<AddressGuard, 'checkUrl' | 'connect'>
  newId: () => string
  /** Called when a mail was written. */
  wakeMail: () => void
  now?: () => number
  random?: () => number
  /** How long one attempt may take in all, in milliseconds. */
  totalMs?: number
}

const Payload = z.object({ deliveryId: z.string(), triedBefore: z.int() })

/** After five days of failures only, and at least five of them, a webhook is switched off. */
export const PATIENCE: Patience = { failures: 5, ms: 5 * 24 * 3_600_000 }

/** Room for slow and dead receivers, and always some for those that answer. */
const LANES: LaneLimits = { by: 'lane', perLane: 4, slowMs: 2_000, slowPlaces: 192, perTeam: 64 }

type Ports = Required<Omit<DeliverPorts, 'totalMs'>> & Pick<DeliverPorts, 'totalMs'>

/** The outbox handler that sends webhooks: one job is one delivery to one endpoint. */
export function webhookHandler(ports: DeliverPorts): Handler {
  const all = { now: Date.now, random: Math.random, ...ports }
  return {
    ...{ concurrency: 256, lanes: LANES },
    leaseMs: LEASE_MS,
    handle: async (job, signal) => {
      const { deliveryId, triedBefore } = Payload.parse(job.payload)
      const sending = await all.store.read(deliveryId)
      if (sending === null || sending.status !== 'waiting') return { status: 'done' }
      if (isOff(sending)) {
        const kept = sending.disabledReason !== null && !sending.webhookDeleted && !sending.botDeleted
        await all.store.setAside(sending.id, kept ? 'held' : 'cancelled')
        return { status: 'done' }
      }
      const later = await notYet(all, sending)
      return later ?? attempt(all, sending, triedBefore, signal)
    },
  }
}

/** Nobody wants it any more. A deleted bot's last word, that its conversations were closed, is still sent; so are tests. */
function isOff(sending: Sending): boolean {
  if (sending.webhookDeleted) return true
  if (sending.botDeleted && sending.type !== 'conversation.closed') return true
  return !sending.enabled && !sending.test
}

/** Puts a delivery off without trying it: its receiver asked for a pause, or an earlier one must arrive first. */
async function notYet(ports: Ports, sending: Sending): Promise<Outcome | null> {
  if (sending.test) return null
  const now = ports.now()
  const paused = sending.pausedUntil !== null && sending.pausedUntil > now
  // A little apart, so that what waited for the same moment does not come all at once.
  const at = paused
    ? now + withJitter((sending.pausedUntil ?? now) - now, () => 0.5 + ports.random() / 2)
    : await whenInOrder(ports.store, sending, now)
  if (at === null) return null
  await ports.store.putOff(sending.id, at)
  return { status: 'retry', at, error: paused ? 'The receiver asked for a pause.' : 'An earlier one comes first.' }
}

async function attempt(ports: Ports, sending: Sending, triedBefore: number, signal: AbortSignal): Promise<Outcome> {
  const at = ports.now()
  const headers = headersFor(sending, at, ports.open)
  const answer = await send(ports, sending, headers, signal)
  const failed = sending.attempts - triedBefore + 1
  const moved = answer.status === 410 && (await ports.store.read(sending.id))?.url !== sending.url
  const verdict = judge(answer, { failed, now: ports.now(), random: ports.random, once: sending.test, moved })
  const made = attemptOf(answer, verdict, { id: ports.newId(), at, url: sending.url, headers })
  const { webhookId, teamId } = sending
  const trouble = await ports.store.record(sending, made, {
    gone: verdict.gone,
    patience: PATIENCE,
    mailLane: troubleLane(teamId),
    mail: (what, last) => troubleMail({ webhookId, teamId, trouble: what, at, last, id: ports.newId() }),
  })
  if (trouble !== null) ports.wakeMail()
  // That a test failed is told where it was asked for; nothing was lost by it.
  if (verdict.error === null || sending.test) return { status: 'done' }
  const { error, next } = verdict
  return next === null ? { status: 'failed', error } : { status: 'retry', at: next, error }
}

function send(ports: Ports, sending: Sending, headers: Record<string, string>, signal: AbortSignal): Promise<Answer> {
  const checked = ports.guard.checkUrl(sending.url)
  if (!checked.ok) return Promise.resolve(noAnswer(checked.reason))
  const { guard, totalMs } = ports
  const connection = { connect: guard.connect, ...(totalMs && { totalMs }) }
  return post(checked.url, { headers, body: sending.body, signal }, connection)
}

function attemptOf(
  answer: Answer,
  { error, next, pausedUntil }: Verdict,
  { id, at, url, headers }: { id: string; at: number; url: string; headers: Record<string, string> },
): Attempt {
  return {
    id,
    at,
    status: error === null ? 'delivered' : next === null ? 'failed' : 'waiting',
    nextAttemptAt: next,
    url,
    requestHeaders: headersForLog(headers),
    responseStatus: answer.status,
    responseHeaders: answer.headers,
    responseBody: answer.body,
    error,
    durationMs: answer.durationMs,
    pausedUntil,
  }
}
