import type { JobKind } from '../store/outbox.ts'
import type { Job } from '../store/outbox-leases.ts'
import type { LaneLimits } from './lane-room.ts'

/**
 * What became of a job. `retry` at a time in milliseconds, with what is left to do in `payload` when that has changed; `failed`: for good.
 * Errors are kept with the job for the operator: no message text, no e-mail address, no secret.
 */
export type Outcome =
  | { status: 'done' }
  | { status: 'retry'; at: number; error: string; payload?: unknown }
  | { status: 'failed'; error: string }

export type Handler = {
  /** How many jobs of this kind run at once in this process. */
  concurrency: number
  /** How the room is shared; absent: between teams, each as much as it wants while no other wants any. */
  lanes?: LaneLimits
  /** How long the jobs of a dead server stay taken, in milliseconds. A running job's lease is renewed three times as often. */
  leaseMs: number
  /**
   * Does one job. It may run again after a crash, so its effect must bear that. The signal says that the lease was lost
   * or the server is stopping: give up soon and throw. Any throw means "try again", after a pause that grows.
   */
  handle(job: Job, signal: AbortSignal): Promise<Outcome>
}

export type Handlers = Partial<Record<JobKind, Handler>>

/** Short enough that a dead server's jobs are taken up soon; renewed every 5 seconds. */
export const LEASE_MS = 15_000
