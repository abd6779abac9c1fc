/** The value that this share (0 to 1) of the values does not exceed (nearest rank). Throws where there are none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other)
  const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]
  if (value === undefined) throw new Error('nothing was measured')
  return value
}

export const median = (values: readonly number[]) => percentile(values, 0.5)

/**
 * What something takes that always takes the same work: the lower quartile, since everything else that the machine does
 * can only add to it.
 */
export const undisturbed = (values: readonly number[]) => percentile(values, 0.25)
