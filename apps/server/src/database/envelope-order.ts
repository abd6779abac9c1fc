/** More servers than ever run at once; the rest are ones that have gone. */
const REMEMBERED = 1_000

export type EnvelopeOrder = {
  /** What an envelope is, seen after those before it: the next one, one that came twice, or one after a loss. */
  judge(origin: string, number: number): 'next' | 'repeated' | 'after a gap'
  /** After this the next envelope of each origin is taken as it comes. */
  forget(): void
}

/** Follows the numbers of each origin, so that a lost envelope is noticed and one that was sent twice is heard once. */
export function followEnvelopes(): EnvelopeOrder {
  const newest = new Map<string, number>()
  return {
    judge: (origin, number) => {
      const before = newest.get(origin)
      if (before !== undefined && number <= before) return 'repeated'
      newest.delete(origin)
      newest.set(origin, number)
      const oldest = newest.keys().next()
      if (newest.size > REMEMBERED && !oldest.done) newest.delete(oldest.value)
      return before === undefined || number === before + 1 ? 'next' : 'after a gap'
    },
    forget: () => newest.clear(),
  }
}
