import { Webhook } from 'standardwebhooks'
import { z } from 'zod'
import type { AddressGuard } from '../guard/address-guard.ts'
import { type Handler, LEASE_MS, type Outcome } from '../outbox/handler.ts'
import type { Attempt, Deliveries, Sending } from '../store/webhook-deliveries.ts'
import { type Answer, post } from './post.ts'
import { nextAttempt, readRetryAfter } from './retry-schedule.ts'

export type DeliverPorts = {
  deliveries: Deliveries
  /** Reads a sealed secret. */
  open: (sealed: string) => string
  /** Where deliveries may go. */
  guard: Pick<AddressGuard, 'checkUrl' | 'connect'>
  now?: () => number
  random?: () => number
  /** How long one attempt may take in all, in milliseconds. */
  totalMs?: number
}

const Payload = z.object({ deliveryId: z.string(), triedBefore: z.int() })

/** The outbox handler that sends webhooks: one job is one delivery to one endpoint. */
export function webhookHandler(ports: DeliverPorts): Handler {
  const all = { now: Date.now, random: Math.random, ...ports }
  return {
    concurrency: 32,
    perLane: 4,
    leaseMs: LEASE_MS,
    handle: async (job, signal) => {
      const { deliveryId, triedBefore } = Payload.parse(job.payload)
      const sending = await all.deliveries.sending(deliveryId)
      if (sending === null || sending.status !== 'waiting') return { status: 'done' }
      if (isOff(sending)) {
        await all.deliveries.cancel(sending.id)
        return { status: 'done' }
      }
      const at = all.now()
      const answer = await send(all, sending, at, signal)
      return settle(all, sending, answer, { at, failed: sending.attempts - triedBefore + 1 })
    },
  }
}

type Ports = Required<Omit<DeliverPorts, 'totalMs'>> & Pick<DeliverPorts, 'totalMs'>

/** Nobody wants it any more. A deleted bot's last word, that its conversations were closed, is still sent; so are tests. */
function isOff(sending: Sending): boolean {
  if (sending.webhookDeleted) return true
  if (sending.botDeleted && sending.type !== 'conversation.closed') return true
  return !sending.enabled && !sending.test
}

async function send(ports: Ports, sending: Sending, at: number, signal: AbortSignal): Promise<Answer> {
  const checked = ports.guard.checkUrl(sending.url)
  if (!checked.ok) return { status: null, error: checked.reason, retryAfter: undefined, body: null, durationMs: 0 }
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'Baton-Webhooks/1',
    'webhook-id': sending.messageId,
    'webhook-timestamp': String(Math.floor(at / 1000)),
    'webhook-signature': signatures(ports, sending, at),
  }
  const { guard, totalMs } = ports
  const connection = { connect: guard.connect, ...(totalMs && { totalMs }) }
  return post(checked.url, { headers, body: sending.body, signal }, connection)
}

/** Fresh for each attempt; for a time after a rotation by the old secret as well. */
function signatures({ open }: Ports, sending: Sending, at: number): string {
  const secrets = [sending.secretSealed]
  const { previousSecretSealed, previousSecretUntil } = sending
  if (previousSecretSealed !== null && previousSecretUntil !== null && at < previousSecretUntil) {
    secrets.push(previousSecretSealed)
  }
  const sign = (sealed: string) => new Webhook(open(sealed)).sign(sending.messageId, new Date(at), sending.body)
  return secrets.map(sign).join(' ')
}

async function settle(
  ports: Ports,
  sending: Sending,
  answer: Answer,
  { at, failed }: { at: number; failed: number },
): Promise<Outcome> {
  const error = errorOf(answer)
  const gone = answer.status === 410
  const next = error === null || gone || sending.test ? null : retryAt(ports, answer, failed)
  const attempt: Attempt = {
    at,
    status: statusOf(error, next),
    nextAttemptAt: next,
    responseStatus: answer.status,
    responseBody: answer.body,
    error,
    durationMs: answer.durationMs,
  }
  await (gone ? ports.deliveries.recordGone(sending, attempt) : ports.deliveries.record(sending.id, attempt))
  if (error === null) return { status: 'done' }
  return next === null ? { status: 'failed', error } : { status: 'retry', at: next, error }
}

function statusOf(error: string | null, next: number | null): Attempt['status'] {
  if (error === null) return 'delivered'
  return next === null ? 'failed' : 'waiting'
}

function retryAt(ports: Ports, answer: Answer, failed: number): number | null {
  const now = ports.now()
  const throttled = answer.status === 429 || answer.status === 503
  const retryAfter = throttled ? readRetryAfter(answer.retryAfter, now) : null
  return nextAttempt({ failed, now, random: ports.random, retryAfter })
}

/** Why this was no success; null when it was one. */
function errorOf({ status, error }: Answer): string | null {
  if (status === null) return error ?? 'No answer came.'
  if (status >= 200 && status < 300) return null
  if (status >= 300 && status < 400) return `The receiver answered ${status}: redirects are not followed.`
  if (status === 410) return 'The receiver answered 410: it is gone, so this webhook was switched off.'
  return `The receiver answered ${status}.`
}
