import type { JobKind } from '../store/outbox.ts'
import { type Job, leaseJobs, releaseJob } from '../store/outbox-leases.ts'
import type { Handler } from './handler.ts'
import { type RunPorts, runJob } from './run-job.ts'

export type Worker = {
  /** Looks for due jobs now. */
  wake(): void
  /** Takes no more jobs; resolves when those that run have ended. */
  drain(): Promise<void>
}

export type WorkerPorts = RunPorts & { newId: () => string }

/** Runs the jobs of one kind: at most `concurrency` at once, and of each lane at most `perLane`. */
export function createWorker(ports: WorkerPorts, kind: JobKind, handler: Handler): Worker {
  const running = new Map<Promise<void>, Job>()
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
      // One by one where lanes are capped, so that a pick cannot overfill a lane.
      const limit = handler.perLane === undefined ? room : 1
      const exceptLanes = fullLanes(running.values(), handler.perLane)
      const token = ports.newId()
      const ask = { kind, limit, leaseMs: handler.leaseMs, token, now: ports.now(), exceptLanes }
      const jobs = await leaseJobs(ports.database, ask)
      for (const job of jobs) await begin(job, token)
      if (jobs.length < limit) {
        mayBeMore = exceptLanes.length > 0
        return
      }
    }
  }

  async function begin(job: Job, token: string) {
    if (draining) {
      await releaseJob(ports.database, { jobId: job.id, token })
      return
    }
    const run = runJob(ports, handler, job, token).then(() => {
      running.delete(run)
      if (mayBeMore) wake()
    })
    running.set(run, job)
  }

  const drain = async () => {
    draining = true
    await look
    await Promise.all(running.keys())
  }
  return { wake, drain }
}

function fullLanes(jobs: Iterable<Job>, perLane: number | undefined): string[] {
  if (perLane === undefined) return []
  const counts = new Map<string, number>()
  for (const { lane } of jobs) if (lane !== null) counts.set(lane, (counts.get(lane) ?? 0) + 1)
  return [...counts].filter(([, count]) => count >= perLane).map(([lane]) => lane)
}
