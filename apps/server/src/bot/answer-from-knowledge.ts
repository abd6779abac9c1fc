import { nearlySame } from '../knowledge/edit-distance.ts'
import type { Language } from '../knowledge/language-of.ts'
import { foldedWords, questionWords } from '../knowledge/question-words.ts'
import type { Passage, Turn } from './bot-port.ts'
import { type Quote, quotePassages } from './quote-passages.ts'
import type { Question } from './read-messages.ts'

/** The least a passage must speak of what was asked to count as an answer. Tuned by demo-answers.test.ts. */
export const ENOUGH = 0.5

const PASSAGES = 5

export type Asking = Question & {
  /** What the customer asked before, for "and how much is that?". */
  earlier: string | null
  language: Language
}

/** `unclear`: the question has no word of substance to look for ("how does it work?"). `nothing`: nothing answers it. */
export type Answer = { kind: 'quote'; quote: Quote } | { kind: 'unclear' } | { kind: 'nothing' }

/**
 * The knowledge's answer to one question. One that says too little by itself is tried with what was said around it.
 * Throws what the search throws.
 */
export async function answerFromKnowledge(asking: Asking, search: Turn['search']): Promise<Answer> {
  const queries = queriesFor(asking)
  if (queries.length === 0) return { kind: 'unclear' }
  const own = questionWords(asking.text, asking.language).subject
  for (const query of queries) {
    const found = (await search(query, PASSAGES)).filter((passage) => passage.score >= ENOUGH && speaksOf(passage, own))
    const quote = quotePassages(nearBest(found), query, asking.language)
    if (quote !== null) return { kind: 'quote', quote }
  }
  return { kind: 'nothing' }
}

const pointsBack = /\b(it|its|that|this|they|them|those|these|there|one|ones)\b|^(and|what about|how about|or)\b/i

/** What to look up, in this order: the question; with the rest of the message; with the question before. */
function queriesFor({ text, context, earlier, language }: Asking): string[] {
  const queries: string[] = []
  const subject = questionWords(text, language).subject
  if (subject.length > 0) queries.push(text)
  if (context !== text && questionWords(context, language).subject.length > 0) queries.push(context)
  if (earlier !== null && subject.length <= 3 && (subject.length === 0 || pointsBack.test(text))) {
    queries.push(`${earlier} ${text}`)
  }
  return queries
}

/** Words that were only borrowed from what was said around must not carry an answer by themselves. */
function speaksOf({ title, text }: Passage, own: readonly string[]): boolean {
  if (own.length === 0) return true
  const words = foldedWords(`${title}\n${text}`)
  return own.some((word) => words.some((other) => other.startsWith(word) || nearlySame(word, other)))
}

function nearBest(passages: readonly Passage[]): readonly Passage[] {
  const best = passages[0]?.score ?? 0
  return passages.filter(({ score }) => score >= best * 0.8)
}
