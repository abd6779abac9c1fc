import type { Passage } from './knowledge-search.ts'

/** How much the first places count before the later ones; the value that the method is known with. */
const K = 60

/**
 * Two rankings as one, by reciprocal rank fusion: what both place high comes first. A passage's score is the better of its
 * two. Without a second ranking the first stays as it is.
 */
export function fuse(words: readonly Passage[], meaning: readonly Passage[]): readonly Passage[] {
  if (meaning.length === 0) return words
  const ranked = new Map<string, { passage: Passage; rank: number }>()
  for (const ranking of [words, meaning]) {
    for (const [place, passage] of ranking.entries()) {
      const key = `${passage.knowledgeId}\n${passage.text}`
      const known = ranked.get(key)
      const rank = 1 / (K + place + 1) + (known?.rank ?? 0)
      const score = Math.max(passage.score, known?.passage.score ?? 0)
      ranked.set(key, { passage: { ...passage, score }, rank })
    }
  }
  return [...ranked.values()].sort((one, other) => other.rank - one.rank).map(({ passage }) => passage)
}
