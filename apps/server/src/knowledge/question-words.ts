import { foldWord } from './fold-word.ts'
import { isFunctionWord, type Language, languageOf } from './language-of.ts'
import { wordsOf } from './plain-words.ts'

const MOST_WORDS = 32
const askingWords = new Set(['who', 'when', 'where', 'why', 'how', 'which', 'many', 'much', 'long'])

/** What a question is about, in words that the index knows the same way. */
export type QuestionWords = {
  /** The words of substance, folded, each once, in order. Empty for "how does it work?". */
  subject: readonly string[]
  /** Who, when, how …: they decide between passages about the same subject, never whether there is an answer. */
  asking: readonly string[]
}

/** Words that many questions share, whatever they are about: they count, but less. */
const lightWords = new Set(
  `happen happens support enable disable configure setup feature option setting available offer provide allow include
  mean different difference type exist store keep create add start stop change full possible information detail time day today`
    .split(/\s+/)
    .map(foldWord),
)

/** How much a (folded) word of a question counts, 0 to 1. */
export function substance(word: string): number {
  return lightWords.has(word) ? 0.4 : 1
}

/** The words of a question. At most 32 of substance are kept, so that a pasted page costs no more than a sentence. */
export function questionWords(question: string, language: Language = languageOf(question)): QuestionWords {
  const words = wordsOf(question)
  const subject = words.filter((word) => !isFunctionWord(word, language)).map(foldWord)
  const asking = language === 'en' ? words.filter((word) => askingWords.has(word)) : []
  return { subject: [...new Set(subject)].slice(0, MOST_WORDS), asking: [...new Set(asking)] }
}

/** All words of a text, folded as the index folds them. */
export function foldedWords(text: string): string[] {
  return wordsOf(text).map(foldWord)
}

const articles = new Set(['a', 'an', 'the'])

/**
 * How alike two short texts are in their words, little words included: 0 to 1. "How does human takeover work" is closer
 * to "How human takeover works" than to "How to switch human takeover on".
 */
export function wording(one: string, other: string): number {
  const [a, b] = [one, other].map((text) => new Set(foldedWords(text).filter((word) => !articles.has(word))))
  if (a === undefined || b === undefined || a.size + b.size === 0) return 0
  return (2 * [...a].filter((word) => b.has(word)).length) / (a.size + b.size)
}
