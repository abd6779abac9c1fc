import type { Database, Warn } from '../database/database.ts'
import { failJob, finishJob, type Job, type Lease, releaseJob, retryJob } from '../store/outbox-leases.ts'
import { backOff } from './back-off.ts'
import type { Handler, Outcome } from './handler.ts'
import { type HeldLease, holdLease } from './hold-lease.ts'

export type RunPorts = {
  database: Database
  warn: Warn
  now: () => number
  random: () => number
  /** Aborted when the time to finish is over. */
  stopping: AbortSignal
}

/** Runs one leased job and writes down what became of it, unless the lease was lost meanwhile. Never rejects. */
export async function runJob(ports: RunPorts, handler: Handler, job: Job, token: string): Promise<void> {
  const lease = { jobId: job.id, token }
  const held = holdLease(ports.database, lease, { leaseMs: handler.leaseMs, ...ports })
  try {
    const outcome = await outcomeOf(ports, handler, job, held)
    await held.letGo()
    await settle(ports, job, lease, outcome, held)
  } catch (error) {
    // The lease runs out by itself, and the job is then run again.
    ports.warn(`what became of ${job.kind} job ${job.id} could not be written down`, error)
  }
}

type Settled = Outcome | { status: 'given_up' }

async function outcomeOf(ports: RunPorts, handler: Handler, job: Job, held: HeldLease): Promise<Settled> {
  try {
    return await handler.handle(job, held.signal)
  } catch (error) {
    if (held.signal.aborted) return { status: 'given_up' }
    ports.warn(`${job.kind} job ${job.id} failed and will be tried again`, error)
    const message = error instanceof Error ? error.message : 'unknown'
    return { status: 'retry', at: ports.now() + backOff(job.attempts, ports.random), error: message }
  }
}

async function settle(ports: RunPorts, job: Job, lease: Lease, outcome: Settled, held: HeldLease): Promise<void> {
  const ours = !held.lost() && (await write(ports.database, lease, outcome))
  if (!ours) ports.warn(`${job.kind} job ${job.id} was no longer ours when it ended (${outcome.status})`)
}

function write(database: Database, lease: Lease, outcome: Settled): Promise<boolean> {
  switch (outcome.status) {
    case 'done':
      return finishJob(database, lease)
    case 'retry':
      return retryJob(database, lease, outcome)
    case 'failed':
      return failJob(database, lease, outcome.error)
    case 'given_up':
      return releaseJob(database, lease)
  }
}
