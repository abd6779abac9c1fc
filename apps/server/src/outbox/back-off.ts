const FIRST_MS = 1_000
const LONGEST_MS = 5 * 60_000

/** The pause before a job that threw is tried again, in milliseconds: doubling from 1 second to 5 minutes, ± 20 %. */
export function backOff(attempts: number, random: () => number): number {
  const pause = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempts - 1, 20))
  return withJitter(pause, random)
}

/** ± 20 %, so that what failed together does not come back together. */
export function withJitter(ms: number, random: () => number): number {
  return Math.round(ms * (0.8 + 0.4 * random()))
}
