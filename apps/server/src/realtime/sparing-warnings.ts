import type { Clock } from './clock.ts'
import type { RealtimeDeps } from './ports.ts'

const EVERY_MS = 10_000

export type WarnOfError = (message: string, error: unknown) => void

/** Says the same thing at most every 10 s, with how often it was left out: thousands of sockets fail together. */
export function warnSparingly(clock: Clock, warn: RealtimeDeps['warn']): WarnOfError {
  const said = new Map<string, { at: number; leftOut: number }>()
  return (message, error) => {
    const before = said.get(message)
    if (before !== undefined && clock.now() - before.at < EVERY_MS) {
      before.leftOut += 1
      return
    }
    said.set(message, { at: clock.now(), leftOut: 0 })
    warn(message, { err: error, ...(before?.leftOut ? { leftOut: before.leftOut } : {}) })
  }
}
