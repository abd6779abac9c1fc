import type { Language } from '../knowledge/language-of.ts'
import { asksInEnglish } from './english-human-request.ts'
import { spellKeyWord } from './key-word-spelling.ts'
import { otherLanguageAsked } from './other-human-requests.ts'
import { plainSentences } from './plain-sentences.ts'

const WINDOW = 400
const STEP = 300

/**
 * Whether a message asks to speak with a person, and in which language. By rules, so that the same words always have the
 * same effect; what the rules promise is measured in human-request.test.ts. Null for messages that only mention people.
 */
export function askedForHuman(text: string): Language | null {
  for (const sentence of new Set(plainSentences(text).flatMap(windowsOf))) {
    const language = languageAsked(sentence)
    if (language !== null) return language
  }
  return null
}

function languageAsked(sentence: string): Language | null {
  if (asksInEnglish(sentence)) return 'en'
  // Only then with corrected spelling, which would take other languages' words ("operatore") for slips.
  return otherLanguageAsked(sentence) ?? (asksInEnglish(sentence, spellKeyWord) ? 'en' : null)
}

/** A message without full stops is read in overlapping parts, so that a request at its end is not lost. */
function windowsOf(sentence: string): string[] {
  if (sentence.length <= WINDOW) return [sentence]
  const count = Math.ceil((sentence.length - WINDOW) / STEP) + 1
  return Array.from({ length: count }, (_, index) => wholeWords(sentence, index * STEP, index * STEP + WINDOW))
}

function wholeWords(sentence: string, from: number, to: number): string {
  const start = from === 0 ? 0 : sentence.indexOf(' ', from) + 1
  return sentence.slice(start, to).trim()
}
