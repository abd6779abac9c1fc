import { en } from './words/en.ts'
import { catalogues, type Plural, type Words } from './words.ts'

/** What a mail needs to speak one language. */
export type Speech = {
  words: Words
  /** As a tag for `lang`. */
  language: string
  direction: 'ltr' | 'rtl'
  /** Names the mail among those of the same job in other languages. */
  tag: string
  /** Puts names, times and numbers into a sentence; a name that holds `{…}` itself stays as it is. */
  fill(sentence: string, names: Record<string, string>): string
  /** The sentence for so many. */
  count(sentences: Plural, count: number, names?: Record<string, string>): string
  /** Sentences one after another, set apart as the language does. */
  sentences(...all: string[]): string
  /** A time, always with its zone. */
  time(milliseconds: number): string
}

const made = new Map<string, Speech>()

/** How a mail speaks to somebody who reads these languages, the best first; English where there are no words in any of them. */
export function speechOf(wanted: readonly (string | null)[]): Speech {
  const best = wanted.find((one) => one !== null && mainPart(one) in catalogues) ?? 'en'
  const language = mainPart(best)
  const tag = language === 'en' ? (best.toLowerCase() === 'en-us' ? 'en-US' : 'en-GB') : language
  const speech = made.get(tag) ?? createSpeech(language, tag)
  made.set(tag, speech)
  return speech
}

function createSpeech(language: string, tag: string): Speech {
  const direction = ['ar', 'he'].includes(language) ? 'rtl' : 'ltr'
  const rules = new Intl.PluralRules(tag)
  const numbers = new Intl.NumberFormat(tag)
  const moments = new Intl.DateTimeFormat(tag, { timeZone: 'UTC', dateStyle: 'medium', timeStyle: 'short' })
  // Their full stop brings its own space.
  const between = ['ja', 'zh'].includes(language) ? '' : ' '
  const fill: Speech['fill'] = (sentence, names) =>
    sentence.replace(/\{(\w+)\}/g, (whole, name: string) => apart(names[name], direction) ?? whole)
  return {
    ...{ words: catalogues[language] ?? en, language, direction, tag, fill },
    count: (sentences, count, names) =>
      fill(sentences[rules.select(count)] ?? sentences.other, { ...names, count: numbers.format(count) }),
    sentences: (...all) => all.filter((one) => one !== '').join(between),
    time: (milliseconds) => `${moments.format(milliseconds)} UTC`,
  }
}

const mainPart = (tag: string) => tag.toLowerCase().split(/[-_]/)[0] ?? ''

const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/

/** A name keeps its own direction inside a sentence of another: in marks that `withoutMarks` takes away again. */
function apart(name: string | undefined, direction: Speech['direction']): string | undefined {
  const mixed = name !== undefined && (direction === 'rtl' || rightToLeft.test(name))
  return mixed ? `\u2068${name}\u2069` : name
}

/** A sentence for a header, where no marks of direction may stand. */
export const withoutMarks = (text: string): string => text.replace(/[\u2068\u2069]/g, '')
