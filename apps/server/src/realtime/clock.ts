import type { RealtimeDeps } from './ports.ts'

export type Cancel = () => void

/** Time and chance, as everything here is given them. */
export type Clock = {
  now(): number
  random(): number
  /** Runs something once, later; answers how to call it off. */
  after(ms: number, run: () => void): Cancel
}

export function clockOf(deps: Pick<RealtimeDeps, 'now' | 'random' | 'setTimer'>): Clock {
  const set = deps.setTimer ?? nodeTimer
  return { now: () => deps.now(), random: () => deps.random(), after: (ms, run) => set(run, ms) }
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
