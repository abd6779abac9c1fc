import { setImmediate as untilOthersRan } from 'node:timers/promises'
import MiniSearch, { type SearchResult } from 'minisearch'
import { chunkText } from './chunk-text.ts'
import { nearlySame } from './edit-distance.ts'
import { foldWord } from './fold-word.ts'
import type { Article, Passage } from './knowledge-search.ts'
import { wordsOf } from './plain-words.ts'
import { type QuestionWords, questionWords, substance, wording } from './question-words.ts'

type Entry = { id: number; article: Article; title: string; heading: string; text: string }

/** The searchable knowledge of one bot, as it was when it was built. `characters` is what it weighs in a cache. */
export type BotIndex = {
  characters: number
  /** All of it, without scores. */
  passages: readonly Passage[]
  search: (question: string, limit: number) => Passage[]
}

const PIECES_BETWEEN_BREATHS = 25
const CANDIDATES = 50

/** Reads articles into an index. Lets other work run in between, however long the articles are. */
export async function buildBotIndex(articles: readonly Article[]): Promise<BotIndex> {
  const index = newIndex()
  const entries: Entry[] = []
  const spread = new Map<string, number>()
  for (const article of articles) {
    for (const chunk of chunkText(article.text)) {
      const entry = { id: entries.length, article, title: article.title, ...chunk }
      entries.push(entry)
      index.add(entry)
      countWords(entry, spread)
      if (entries.length % PIECES_BETWEEN_BREATHS === 0) await untilOthersRan()
    }
    await untilOthersRan()
  }
  const byLetter = Map.groupBy(spread.keys(), (word) => word[0] ?? '')
  const characters = entries.reduce((sum, { text, title }) => sum + text.length + title.length, 0)
  return {
    characters,
    passages: entries.map((entry) => asPassage(entry, 0)),
    search: (question, limit) => find({ index, entries, spread, byLetter }, question, limit),
  }
}

function newIndex(): MiniSearch<Entry> {
  return new MiniSearch<Entry>({ fields: ['title', 'heading', 'text'], tokenize: wordsOf, processTerm: foldWord })
}

function countWords(entry: Entry, spread: Map<string, number>): void {
  const words = new Set(wordsOf(`${entry.title}\n${entry.heading}\n${entry.text}`).map(foldWord))
  for (const word of words) spread.set(word, (spread.get(word) ?? 0) + 1)
}

type Read = {
  index: MiniSearch<Entry>
  entries: readonly Entry[]
  /** In how many pieces each word is. */
  spread: ReadonlyMap<string, number>
  /** The same words by their first letter, which no slip of the finger changes here. */
  byLetter: ReadonlyMap<string, readonly string[]>
}

function find(read: Read, question: string, limit: number): Passage[] {
  const words = questionWords(question)
  if (words.subject.length === 0) return []
  const found = lookUp(read, words).slice(0, CANDIDATES)
  const best = found[0]?.score ?? 1
  return found
    .flatMap((result) => {
      const entry = read.entries[result.id]
      if (entry === undefined) return []
      const coverage = coverageOf(result, words.subject, read)
      const worded = wording(question, entry.heading === '' ? entry.title : entry.heading)
      return coverage > 0 ? [{ entry, score: coverage * (0.8 + (0.1 * result.score) / best + 0.1 * worded) }] : []
    })
    .sort(
      (a, b) => b.score - a.score || b.entry.article.updatedAt - a.entry.article.updatedAt || a.entry.id - b.entry.id,
    )
    .slice(0, limit)
    .map(({ entry, score }) => asPassage(entry, score))
}

function lookUp({ index, spread, byLetter }: Read, { subject, asking }: QuestionWords): SearchResult[] {
  const asked = new Set<string>(asking)
  const guesses = new Set(misspelt(subject, spread).flatMap((word) => likelyMeant(word, byLetter)))
  return index.search([...subject, ...asking, ...guesses].join(' '), {
    tokenize: (joined) => joined.split(' '),
    processTerm: (term) => term,
    boost: { title: 2.5, heading: 2 },
    boostTerm: (term) => (guesses.has(term) ? 0.4 : asked.has(term) ? 0.25 : 1),
    prefix: (term) => !asked.has(term) && !guesses.has(term) && term.length >= 4,
    weights: { prefix: 0.5, fuzzy: 0.4 },
  })
}

const MOST_MISSPELT = 8
const MOST_GUESSES = 3

/** Only words that the knowledge does not have can be misspelt. */
function misspelt(subject: readonly string[], spread: ReadonlyMap<string, number>): string[] {
  return subject.filter((word) => !spread.has(word)).slice(0, MOST_MISSPELT)
}

/** The known words that a slip of the finger turns into this one. Our own look-up, because it counts swapped letters. */
function likelyMeant(word: string, byLetter: Read['byLetter']): string[] {
  const known = byLetter.get(word[0] ?? '') ?? []
  return known.filter((other) => nearlySame(word, other)).slice(0, MOST_GUESSES)
}

/** The share of the question's words that the passage has, rare words counting for more than common ones. */
function coverageOf(result: SearchResult, subject: readonly string[], { entries, spread }: Read): number {
  const matched = Object.keys(result.match)
  let whole = 0
  let covered = 0
  for (const word of subject) {
    const weight = substance(word) * rarity(spread.get(word) ?? 1, entries.length)
    whole += weight
    covered += weight * likeness(word, matched)
  }
  // "What time is it?": words that any question may have do not make a subject.
  const vague = subject.every((word) => substance(word) < 1)
  return (covered / whole) * (vague ? 0.5 : 1)
}

function rarity(pieces: number, all: number): number {
  return Math.log(1 + (all - pieces + 0.5) / (pieces + 0.5)) + 0.05
}

/** How surely one of the words found in a passage is the asked one: itself, a longer form, or a slip of the finger. */
function likeness(asked: string, found: readonly string[]): number {
  if (found.includes(asked)) return 1
  if (asked.length >= 4 && found.some((word) => word.startsWith(asked))) return 0.8
  return found.some((word) => nearlySame(asked, word)) ? 0.7 : 0
}

function asPassage({ article, text }: Entry, score: number): Passage {
  return { knowledgeId: article.id, title: article.title, url: article.url, text, score: Math.min(1, score) }
}
