/** Lower and upper end of a likely wait, in seconds; both absent where too little is known to be honest. */
export type WaitingRange = { waitFromSeconds?: number; waitSeconds?: number }

/** So many people must have been claimed lately before anything is said about the wait. */
const ENOUGH = 5
/** Between these shares of the recent waits lies what is told. */
const LOWER = 0.25
const UPPER = 0.9
/** Ends are rounded outwards, so that they stay the same while nothing much changes. */
const STEP_S = 30

/**
 * What can honestly be said about the wait. `claimed`: how long those waited who were claimed lately; `waiting`: how long
 * those have waited who still wait, whom no list of claims would show. All in milliseconds.
 */
export function waitingRange(claimed: readonly number[], waiting: readonly number[]): WaitingRange {
  if (claimed.length < ENOUGH) return {}
  const sorted = claimed.toSorted((one, other) => one - other)
  const upper = Math.max(share(sorted, UPPER), ...waiting)
  return {
    waitFromSeconds: Math.floor(share(sorted, LOWER) / 1000 / STEP_S) * STEP_S,
    waitSeconds: Math.max(1, Math.ceil(upper / 1000 / STEP_S)) * STEP_S,
  }
}

/** The value below which this share of the sorted values lies. */
function share(sorted: readonly number[], part: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? 0
}
