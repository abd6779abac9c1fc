const FIRST_MS = 500
const LONGEST_MS = 15_000

/**
 * How long to wait before the next try, in milliseconds: doubling from half a second to 15 seconds, spread over the upper half of that, so
 * that the pages of a restarted server do not all come back in the same moment.
 * @param failures how many tries in a row have failed, from 1
 * @param random a number from 0 to 1
 */
export function backOff(failures: number, random: number): number {
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.max(0, Math.min(failures, 10) - 1))
  return Math.round(ceiling * (0.5 + random / 2))
}
