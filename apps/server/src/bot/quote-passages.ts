import { isHeading, plainHeading } from '../knowledge/chunk-text.ts'
import type { Language } from '../knowledge/language-of.ts'
import { foldedWords, questionWords, substance, wording } from '../knowledge/question-words.ts'
import { sentencesOf } from '../knowledge/sentences.ts'
import type { Passage } from './bot-port.ts'
import { withoutMarks } from './without-marks.ts'

/** What was quoted, and from where. */
export type Quote = { text: string; passage: Passage }

const LONGEST = 480
const LONGEST_STEPS = 1000
const SHORT = 140

type Block = {
  passage: Passage
  text: string
  /** The paragraph that follows it under the same heading. */
  next: string | null
  first: boolean
  words: ReadonlySet<string>
  /** What it stands under: the heading, or the article's title. */
  heading: string
  headingWords: ReadonlySet<string>
  titleWords: ReadonlySet<string>
}

/**
 * The part of the passages that answers a question, in the knowledge's own words: one paragraph or list, or the
 * sentences round the best one where the paragraph is long. Null when there are no passages.
 */
export function quotePassages(passages: readonly Passage[], question: string, language: Language): Quote | null {
  const blocks = passages.flatMap(blocksOf)
  const weights = weigh(questionWords(question, language).subject, blocks)
  const ranked = blocks
    .map((block) => ({ block, score: scoreOf(block, question, weights) }))
    .sort((a, b) => b.score - a.score)
  const best = ranked[0]?.block
  return best === undefined ? null : { text: withoutMarks(excerpt(best, weights)), passage: best.passage }
}

function blocksOf(passage: Passage): Block[] {
  const parts = mergeLists(passage.text.split(/\n{2,}/).map((part) => part.trim()))
  const heading = parts.filter(isHeading).map(plainHeading).join(' ')
  const paragraphs = parts.filter((part) => part !== '' && !isHeading(part))
  return paragraphs.map((text, index) => ({
    passage,
    text,
    next: paragraphs[index + 1] ?? null,
    first: index === 0,
    words: new Set(foldedWords(text)),
    heading: heading === '' ? passage.title : heading,
    headingWords: new Set(foldedWords(heading === '' ? passage.title : heading)),
    titleWords: new Set(foldedWords(passage.title)),
  }))
}

/** "Do this:" and the list under it are one. */
function mergeLists(parts: readonly string[]): string[] {
  return parts.reduce<string[]>((merged, part) => {
    const last = merged.at(-1)
    if (last?.endsWith(':') && isList(part)) merged[merged.length - 1] = `${last}\n${part}`
    else merged.push(part)
    return merged
  }, [])
}

function isList(text: string): boolean {
  return /^\s*(?:[-*•]|\d{1,2}[.)])\s/.test(text)
}

/** Words that few blocks have weigh more. */
function weigh(subject: readonly string[], blocks: readonly Block[]): ReadonlyMap<string, number> {
  return new Map(
    subject.map((word) => {
      const having = blocks.filter(({ words, headingWords }) => words.has(word) || headingWords.has(word)).length
      return [word, substance(word) * Math.log(1 + (blocks.length - having + 0.5) / (having + 0.5)) + 0.1]
    }),
  )
}

function scoreOf(block: Block, question: string, weights: ReadonlyMap<string, number>): number {
  let whole = 0
  let covered = 0
  for (const [word, weight] of weights) {
    whole += weight
    covered += weight * likeness(word, block)
  }
  const worded = block.first ? wording(question, block.heading) : 0
  const defines = defining.test(question) && startsWithSubject(block, [...weights.keys()]) ? 0.5 : 0
  return covered / Math.max(whole, 0.1) + 0.5 * block.passage.score + 0.4 * worded + defines + (block.first ? 0.05 : 0)
}

const defining =
  /^\W*(?:so |and |please )?(?:what(?:'s|’s| is| are| does)|who(?:'s| is| are)|define|explain)\b|\b(?:know|more|me|something) about\b|^\S+(?: \S+)?$/i

/** "Human takeover lets …" tells what human takeover is. */
function startsWithSubject(block: Block, subject: readonly string[]): boolean {
  const opening = questionWords(block.text.slice(0, 80)).subject.slice(0, subject.length)
  return subject.length > 0 && subject.every((word) => opening.includes(word))
}

function likeness(word: string, { words, headingWords, titleWords, first }: Block): number {
  if (words.has(word) && headingWords.has(word)) return 1.2
  if (words.has(word)) return 1
  if (headingWords.has(word)) return first ? 1.1 : 0.7
  if (titleWords.has(word)) return first ? 0.6 : 0.4
  return word.length >= 4 && [...words].some((other) => other.startsWith(word)) ? 0.7 : 0
}

function excerpt({ text, next }: Block, weights: ReadonlyMap<string, number>): string {
  if (text.split('\n').some(isList) && text.length <= LONGEST_STEPS) return text
  if (text.length > LONGEST) return sentencesRound(text, weights)
  if (next === null) return text
  const endsOpen = text.endsWith(':')
  const fits = text.length + next.length <= (endsOpen ? LONGEST_STEPS : LONGEST)
  return fits && (endsOpen || text.length < SHORT) ? `${text}\n\n${next}` : text
}

const leansBack = /^(?:it|this|they|that|these|those|then|also|he|she|however|but|and|so|otherwise|both|such)\b/i

function sentencesRound(text: string, weights: ReadonlyMap<string, number>): string {
  const sentences = sentencesOf(text)
  const scores = sentences.map((sentence) =>
    [...new Set(foldedWords(sentence))].reduce((sum, word) => sum + (weights.get(word) ?? 0), 0),
  )
  let from = scores.indexOf(Math.max(...scores))
  if (from > 0 && leansBack.test(sentences[from] ?? '')) from -= 1
  const picked: string[] = []
  for (const sentence of sentences.slice(from)) {
    if (picked.length > 0 && picked.join(' ').length + sentence.length > LONGEST) break
    picked.push(sentence)
  }
  return picked.join(' ')
}
