const SLOWEST = 30_000

/**
 * Milliseconds to wait before try number `attempt` (1 is the first after a loss). Doubles up to half a minute, and
 * half of it is random, so that a restarted server is not met by everybody at once. `random` is in [0, 1).
 */
export function backOff(attempt: number, random: number): number {
  const longest = Math.min(SLOWEST, 1000 * 2 ** Math.max(0, attempt - 1))
  return Math.round(longest / 2 + (longest / 2) * random)
}
