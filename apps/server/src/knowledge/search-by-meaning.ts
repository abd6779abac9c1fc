import { createHash } from 'node:crypto'
import type { KnowledgeVectors } from '../store/knowledge-vectors.ts'
import { fuse } from './fuse-passages.ts'
import type { AllPassages } from './knowledge-index.ts'
import type { KnowledgeSearch, Passage } from './knowledge-search.ts'

/** Turns texts into vectors, as the bot's provider does. `model` names what makes them: vectors of two models say nothing to each other. */
export type Embedder = { model: string; embed: (texts: string[], signal: AbortSignal) => Promise<number[][]> }

type Deps = {
  words: KnowledgeSearch & AllPassages
  vectors: KnowledgeVectors
  /** Null where the bot has no model for this; then its search goes by words. */
  embedderOf: (botId: string) => Promise<Embedder | null>
  wake: () => void
  warn: (message: string, error?: unknown) => void
  now: () => number
}

/** Beyond so many passages a search by meaning would take too much memory. */
const MOST_PASSAGES = 5_000
const AT_ONCE = 64
const CANDIDATES = 20
/** The customer waits for this, in milliseconds. */
const QUESTION_MS = 2_000
/** After a failure of the provider nobody waits for it, for so long. */
const REST_MS = 30_000

/**
 * Search by words and by meaning together. Where the provider fails, or has not read a passage yet, words alone decide, and
 * nobody notices but the operator.
 */
export function createSearchByMeaning(deps: Deps) {
  const { words, vectors, embedderOf, now, warn } = deps
  const restUntil = new Map<string, number>()
  const knownOf = cachedVectors(deps)
  const hashesOf = cachedHashes()

  const byMeaning = async (botId: string, question: string): Promise<readonly Passage[]> => {
    if (now() < (restUntil.get(botId) ?? 0)) return []
    const embedder = await embedderOf(botId)
    if (embedder === null) return []
    try {
      const passages = await words.passages(botId)
      if (passages.length === 0 || passages.length > MOST_PASSAGES) return []
      const hashes = hashesOf(embedder.model, passages)
      const known = await knownOf(botId, hashes)
      if (hashes.some((hash) => !known.has(hash))) await askForMore(deps, botId, hashes)
      if (known.size === 0) return []
      const [asked] = await embedder.embed([question], AbortSignal.timeout(QUESTION_MS))
      return asked === undefined ? [] : nearest(unit(asked), passages, hashes, known)
    } catch (error) {
      restUntil.set(botId, now() + REST_MS)
      warn(`the search by meaning of bot ${botId} failed; it goes by words`, error)
      return []
    }
  }
  return {
    search: async (botId: string, question: string, limit: number): Promise<readonly Passage[]> => {
      const [found, near] = await Promise.all([
        words.search(botId, question, Math.max(limit, CANDIDATES)),
        byMeaning(botId, question),
      ])
      return fuse(found, near).slice(0, limit)
    },
    /** Fills in the vectors that are missing and removes those that nothing needs. Throws what the provider throws. */
    fill: async (botId: string, signal: AbortSignal): Promise<void> => {
      const embedder = await embedderOf(botId)
      const passages = embedder === null ? [] : await words.passages(botId)
      const known = await vectors.load(botId)
      const wanted = new Map(
        embedder === null || passages.length > MOST_PASSAGES
          ? []
          : passages.map((passage) => [hashOf(embedder.model, passage), wordsOf(passage)] as const),
      )
      await vectors.remove(
        botId,
        [...known.keys()].filter((hash) => !wanted.has(hash)),
      )
      const missing = [...wanted].filter(([hash]) => !known.has(hash))
      for (let from = 0; embedder !== null && from < missing.length; from += AT_ONCE) {
        const some = missing.slice(from, from + AT_ONCE)
        const made = await embedder.embed(
          some.map(([, text]) => text),
          signal,
        )
        await vectors.keep(
          botId,
          some.flatMap(([hash], index) => keepable(hash, made[index])),
        )
      }
    },
  }
}

/** Bots whose vectors are held in memory, and how old they may be before others are looked for, in milliseconds. */
const MOST_BOTS = 8
const FRESH_MS = 5_000

function cachedVectors({ vectors, now }: Deps) {
  const held = new Map<string, { at: number; known: ReadonlyMap<string, Float32Array> }>()
  return async (botId: string, hashes: readonly string[]) => {
    const found = held.get(botId)
    held.delete(botId)
    const enough = found && (now() - found.at < FRESH_MS || hashes.every((hash) => found.known.has(hash)))
    const entry = enough ? found : { at: now(), known: await vectors.load(botId) }
    held.set(botId, entry)
    const [oldest] = held.keys()
    if (held.size > MOST_BOTS && oldest !== undefined) held.delete(oldest)
    return entry.known
  }
}

function cachedHashes() {
  const held = new WeakMap<readonly Passage[], { model: string; hashes: readonly string[] }>()
  return (model: string, passages: readonly Passage[]): readonly string[] => {
    const found = held.get(passages)
    if (found?.model === model) return found.hashes
    const hashes = passages.map((passage) => hashOf(model, passage))
    held.set(passages, { model, hashes })
    return hashes
  }
}

async function askForMore({ vectors, wake }: Deps, botId: string, hashes: readonly string[]): Promise<void> {
  await vectors.ask(botId, createHash('sha256').update(hashes.join()).digest('base64url').slice(0, 22))
  wake()
}

const wordsOf = ({ title, text }: Passage) => `${title}\n${text}`

function hashOf(model: string, passage: Passage): string {
  return createHash('sha256')
    .update(`${model}\n${wordsOf(passage)}`)
    .digest('base64url')
}

function keepable(hash: string, vector: readonly number[] | undefined) {
  return vector === undefined ? [] : [{ hash, vector: unit(vector) }]
}

function unit(vector: readonly number[]): Float32Array {
  const length = Math.sqrt(vector.reduce((sum, one) => sum + one * one, 0)) || 1
  return Float32Array.from(vector, (one) => one / length)
}

/** Likeness at which a passage begins to say something about a question, and at which it says all. */
const NOTHING = 0.25
const EVERYTHING = 0.75

function nearest(
  asked: Float32Array,
  passages: readonly Passage[],
  hashes: readonly string[],
  known: ReadonlyMap<string, Float32Array>,
): Passage[] {
  return passages
    .map((passage, index) => ({ passage, likeness: likeness(asked, known.get(hashes[index] ?? '')) }))
    .filter(({ likeness }) => likeness > NOTHING)
    .sort((one, other) => other.likeness - one.likeness)
    .slice(0, CANDIDATES)
    .map(({ passage, likeness }) => ({ ...passage, score: Math.min(1, (likeness - NOTHING) / (EVERYTHING - NOTHING)) }))
}

function likeness(one: Float32Array, other: Float32Array | undefined): number {
  if (other === undefined || other.length !== one.length) return 0
  return one.reduce((sum, value, index) => sum + value * (other[index] ?? 0), 0)
}
