import type { JobKind } from '../store/outbox.ts'
import { type Job, leaseJobs, releaseJob } from '../store/outbox-leases.ts'
import type { Handler } from './handler.ts'
import { createLaneRoom } from './lane-room.ts'
import { type RunPorts, runJob } from './run-job.ts'

export type Worker = {
  /** Looks for due jobs now. */
  wake(): void
  /** Takes no more jobs; resolves when those that run have ended. */
  drain(): Promise<void>
}

export type WorkerPorts = RunPorts & { newId: () => string }

/** Runs the jobs of one kind: at most `concurrency` at once, in each lane as many as there is room for, and each team in its turn. */
export function createWorker(ports: WorkerPorts, kind: JobKind, handler: Handler): Worker {
  const running = new Set<Promise<void>>()
  const limits = handler.lanes ?? { by: 'team' }
  const lanes = createLaneRoom(limits)
  let draining = false
  /** Somebody asked for a look while one was going on. */
  let askedAgain = false
  let looking = false
  let look: Promise<void> = Promise.resolve()
  /** The last look may have left due jobs behind, for want of room. */
  let mayBeMore = false
  let wasReachable = true

  const wake = () => {
    askedAgain = true
    if (looking || draining) return
    looking = true
    look = lookForJobs()
  }

  async function lookForJobs() {
    try {
      while (askedAgain && !draining) {
        askedAgain = false
        await fillUp()
      }
      wasReachable = true
    } catch (error) {
      if (wasReachable) ports.warn(`the outbox could not be read for ${kind} jobs`, error)
      wasReachable = false
    } finally {
      looking = false
    }
  }

  async function fillUp() {
    mayBeMore = true
    while (!draining) {
      const room = handler.concurrency - running.size
      if (room === 0) return
      const full = lanes.full()
      const token = ports.newId()
      const share = { by: limits.by, full, running: lanes.byTeam(), limit: room }
      const ask = { ...share, kind, leaseMs: handler.leaseMs, token, now: ports.now() }
      const jobs = await leaseJobs(ports.database, ask)
      for (const job of jobs) await begin(job, token)
      // Of each lane or team there was one at most, so there may be more until there is none.
      if (jobs.length === 0) {
        mayBeMore = full.length > 0
        return
      }
    }
  }

  async function begin(job: Job, token: string) {
    if (draining) {
      await releaseJob(ports.database, { jobId: job.id, token })
      return
    }
    lanes.began(job)
    const run = runJob(ports, handler, job, token).then(() => {
      lanes.ended(job)
      running.delete(run)
      if (mayBeMore) wake()
    })
    running.add(run)
  }

  const drain = async () => {
    draining = true
    await look
    await Promise.all(running)
  }
  return { wake, drain }
}
