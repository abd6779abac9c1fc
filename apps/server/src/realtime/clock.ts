import type { RealtimeDeps } from './ports.ts'

export type Cancel = () => void

/** Time and chance, as everything here is given them. */
export type Clock = {
  now(): number
  random(): number
  /** Runs something once, later; answers how to call it off. */
  after(ms: number, run: () => void): Cancel
}

/**
 * Only durations are measured here, never the time of day: unless timers are given, time is Node's monotonic clock, so
 * that a wall clock that is set back neither keeps old rights fresh nor holds anything up.
 */
export function clockOf(deps: Pick<RealtimeDeps, 'now' | 'random' | 'setTimer'>): Clock {
  const random = () => deps.random()
  const { setTimer } = deps
  if (setTimer === undefined) return { now: () => performance.now(), random, after: (ms, run) => nodeTimer(run, ms) }
  return { now: () => deps.now(), random, after: (ms, run) => setTimer(run, ms) }
}

/** No timer of ours keeps the process alive: the sockets do. */
function nodeTimer(run: () => void, ms: number): Cancel {
  const timer = setTimeout(run, ms).unref()
  return () => clearTimeout(timer)
}

/** Lets everything else have a turn: an embedded database answers without ever yielding. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
