import type { Database, Warn } from '../database/database.ts'
import { type Lease, renewLease } from '../store/outbox-leases.ts'

export type HeldLease = {
  /** Aborted when the lease is lost or the server stops. */
  signal: AbortSignal
  /** Whether the job may be somebody else's by now. */
  lost(): boolean
  /** Ends the renewing; waits for a renewal that is on its way. */
  letGo(): Promise<void>
}

/**
 * Renews a lease three times as often as it ends. What cannot be renewed in time counts as lost, because another server may
 * have taken the job by then. Once the server is stopping nothing is renewed any more.
 */
export function holdLease(
  database: Database,
  lease: Lease,
  { leaseMs, stopping, warn }: { leaseMs: number; stopping: AbortSignal; warn: Warn },
): HeldLease {
  const ending = new AbortController()
  let sureUntil = performance.now() + leaseMs
  let taken = false
  let renewal: Promise<void> = Promise.resolve()
  const isLost = () => taken || performance.now() > sureUntil
  const renew = async () => {
    const asked = performance.now()
    try {
      taken = !(await renewLease(database, lease, leaseMs))
      if (!taken) sureUntil = asked + leaseMs
    } catch (error) {
      warn(`the lease of job ${lease.jobId} could not be renewed`, error)
    }
    if (isLost()) end(new Error('the job is no longer ours'))
  }
  const timer = setInterval(() => {
    if (isLost()) end(new Error('the lease ran out'))
    else renewal = renewal.then(renew)
  }, leaseMs / 3)
  const end = (reason: Error) => {
    clearInterval(timer)
    ending.abort(reason)
  }
  // Not AbortSignal.any: what it makes from a signal that lives as long as the server is kept for as long.
  const stop = () => end(new Error('the server is stopping'))
  if (stopping.aborted) stop()
  stopping.addEventListener('abort', stop)
  return {
    signal: ending.signal,
    lost: isLost,
    letGo: () => {
      clearInterval(timer)
      stopping.removeEventListener('abort', stop)
      return renewal
    },
  }
}
