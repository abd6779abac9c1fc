import { setTimeout as sleep } from 'node:timers/promises'
import type { Database, Warn } from '../database/database.ts'
import type { JobKind } from '../store/outbox.ts'
import { cleanOutbox } from './clean-outbox.ts'
import type { Handlers } from './handler.ts'
import { createWorker, type Worker } from './worker.ts'

export type Outbox = {
  start(): void
  /** Due jobs (of this kind) start at once. Call it right after a commit; it never throws, and does nothing once stopped. */
  wake(kind?: JobKind): void
  /**
   * Takes no more jobs, gives those that run `deadlineMs` to end, then aborts them and gives them back to other servers. Resolves
   * at the latest a second after the deadline; a handler that ignores its signal is left to its lease.
   */
  stop(deadlineMs: number): Promise<void>
}

export type OutboxSettings = {
  database: Database
  newId: () => string
  handlers: Handlers
  warn: Warn
  /** How often to look for the jobs of other and of dead servers, in milliseconds. */
  pollEvery?: number
  now?: () => number
  random?: () => number
}

const POLL_MS = 1_000
const CLEAN_MS = 60 * 60_000
const GRACE_MS = 1_000

/** Runs what committed transactions called for: one row is one job is one handler's call, at least once each. */
export function createOutbox(settings: OutboxSettings): Outbox {
  const stopping = new AbortController()
  const ports = { now: Date.now, random: Math.random, ...settings, stopping: stopping.signal }
  const workers = new Map<JobKind, Worker>()
  for (const [kind, handler] of entriesOf(settings.handlers)) workers.set(kind, createWorker(ports, kind, handler))
  const timers: NodeJS.Timeout[] = []
  let stopped = false
  let cleaning: Promise<void> = Promise.resolve()

  const wake = (kind?: JobKind) => {
    if (stopped) return
    if (kind !== undefined) workers.get(kind)?.wake()
    else for (const worker of workers.values()) worker.wake()
  }
  const clean = () => {
    cleaning = cleaning
      .then(() => cleanOutbox(settings.database, () => stopped))
      .catch((error) => {
        settings.warn('finished jobs could not be removed', error)
      })
  }
  return {
    wake,
    start: () => {
      if (stopped || timers.length > 0) return
      timers.push(setInterval(wake, settings.pollEvery ?? POLL_MS), setInterval(clean, CLEAN_MS))
      wake()
      clean()
    },
    stop: async (deadlineMs) => {
      stopped = true
      for (const timer of timers) clearInterval(timer)
      const drained = Promise.all([cleaning, ...[...workers.values()].map((worker) => worker.drain())])
      await endedWithin(deadlineMs, drained)
      stopping.abort(new Error('the server is stopping'))
      await endedWithin(GRACE_MS, drained)
    },
  }
}

function entriesOf(handlers: Handlers) {
  const kinds: JobKind[] = ['bot_turn', 'timer', 'webhook', 'mail', 'knowledge', 'summary']
  return kinds.flatMap((kind) => {
    const handler = handlers[kind]
    return handler === undefined ? [] : [[kind, handler] as const]
  })
}

async function endedWithin(ms: number, work: Promise<unknown>): Promise<void> {
  const waiting = new AbortController()
  await Promise.race([work, sleep(ms, undefined, { signal: waiting.signal }).catch(() => {})])
  waiting.abort()
}
