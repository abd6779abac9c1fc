import { isFunctionWord, type Language } from '../knowledge/language-of.ts'
import { plain } from '../knowledge/plain-words.ts'
import type { DetectLanguage } from './detect-language.ts'
import { areRelated, knownLanguages, mentionsSomebody } from './mentions-somebody.ts'
import { plainSentences } from './plain-sentences.ts'

/** What a sentence is read with. */
export type Reader = {
  detect: DetectLanguage
  /** The language that the customer writes. */
  expected: string
  /** Words of the customer's and of the knowledge's, in `plain` form: a name among them is nobody new. */
  known: ReadonlySet<string>
}

/**
 * Whether a sentence surely promises no human: it is in a language that the rules know, and mentions nothing of what a
 * promise is made of. Whatever is not sure (another language, look-alike letters, a text too short to tell) is not.
 */
export function isHarmless(sentence: string, reader: Reader): boolean {
  const bare = withoutAddresses(sentence)
  const words = plainSentences(bare)
    .flatMap((one) => one.split(/[\s,]+/))
    .filter((word) => word !== '')
  const said = words.length === 0 ? plain(bare) : words.join(' ')
  if (mentionsSomebody(said, 'en')) return false
  if (!/\p{L}/u.test(bare)) return true
  if (disguised(bare)) return false
  if (words.every((word) => courtesies.has(word))) return true
  const language = languageIn(bare, words, reader)
  return language !== null && !mentionsSomebody(said, language) && !namesSomebody(bare, said, language, reader.known)
}

/**
 * The language of a sentence where that is sure enough and the rules know it, else null. What the customer writes needs
 * less to be believed. A language that the detector does not know is taken for another, but has none of that one's
 * little words.
 */
function languageIn(text: string, words: readonly string[], { detect, expected }: Reader): string | null {
  const found = detect(text)
  if (found === null || !knownLanguages.has(found.language)) return null
  const { language, sure } = found
  const isLatin = /^\P{L}*\p{Script=Latin}/u.test(text)
  if (isLatin && !isThroughout(text, language, detect)) return null
  if (language === expected) return language
  return sure && (!isLatin || words.some((word) => isLittle(word, language))) ? language : null
}

/**
 * Whether no three words in a row are of another language: a few do not show in the language of the whole. Near
 * relatives are taken for each other, and have the same words for a promise here.
 */
function isThroughout(text: string, language: string, detect: DetectLanguage): boolean {
  const words = text.match(/\p{L}[\p{L}\p{M}'’-]*/gu) ?? []
  const rows = words.slice(2).map((_, at) => words.slice(at, at + 3))
  const isSame = (row: readonly string[]) => {
    const found = detect(row.join(' '))?.language
    return found === language || (found !== undefined && areRelated(found, language))
  }
  return rows.every((row) => row.some((word) => isLittle(plain(word), language)) || isSame(row))
}

function isLittle(word: string, language: string): boolean {
  return isFunctionWord(word, (language === 'no' ? 'da' : language) as Language)
}

/** A name that neither the customer nor the knowledge has used may be anybody's. In German every noun looks like one. */
function namesSomebody(text: string, said: string, language: string, known: ReadonlySet<string>): boolean {
  if (language === 'de') return false
  if (language === 'en' && !/\b(?:i|me|my|you|your|we|us|our|now|already|with|to)\b/.test(said)) return false
  const inside = text.match(/(?<=[\p{L}\p{N},;:)–-]\s+["'“„«]?)\p{Lu}\p{Ll}+/gu) ?? []
  return inside.some((word) => !known.has(plain(word)))
}

/** Addresses and code have no language. Marks inside of words, seen or not, are no part of them. */
function withoutAddresses(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/https?:\/\/\S+|\S+@\S+\.\S+|`[^`\s]{1,40}`/g, ' ')
    .replace(/(?<=\p{L})(?:[*_~\p{Cf}]|\u034f)+(?=\p{L})/gu, '')
    .replace(/\p{Cf}+/gu, '')
}

const latin = /[a-zàâáäãåæçèéêëìíîïñòóôöõøœùúûüÿßąćęłńśźżğışı]/iu
const cyrillic = /[абвгдеёжзийклмнопрстуфхцчшщъыьэюяґєії]/iu
const arabic = /[\u0621-\u063a\u0640-\u0652]/u
const others = /[\p{Script=Devanagari}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}\p{Script=Hangul}ー]/u

/** Whether letters stand for others: ones that the known languages do not have, digits in words, two scripts in a word. */
function disguised(text: string): boolean {
  const letters = text.match(/[\p{L}\p{M}]/gu) ?? []
  if (
    letters.some((one) => ![latin, cyrillic, arabic, others, /[\u0900-\u097f\u3099]/u].some((known) => known.test(one)))
  ) {
    return true
  }
  if (/\p{L}\d+\p{L}/u.test(text) || /(?:(?<!\p{L})\p{L}[\s.-]+){4,}/u.test(text)) return true
  if (
    /\p{Script=Latin}[\p{Script=Cyrillic}\p{Script=Arabic}]|[\p{Script=Cyrillic}\p{Script=Arabic}]\p{Script=Latin}/u.test(
      text,
    )
  )
    return true
  // A name in Latin letters is at home in any script; the other way round it is not, nor are whole clauses.
  const foreign = letters.filter((one) => !latin.test(one)).length
  if (foreign === 0) return false
  return letters.length - foreign > foreign || /(?:[a-z]+[\s,]+){3,}[a-z]+/i.test(text)
}

const courtesies = new Set(
  `ah oh well so hm hmm nice sure certainly absolutely exactly indeed yes no ok okay alright all right great good fine
  perfect sorry thanks thank you welcome hello hi hey please understood noted correct of course glad happy to help for asking got it i see bye goodbye good day hm
  ja nein gern gerne klar naturlich danke bitte hallo oui non bonjour merci bien sur si claro hola gracias sim nao ola
  obrigado certo ciao grazie nee graag hoi tak hej da nej tack evet hayir tabii merhaba да нет так ні привет здравствуйте`
    .trim()
    .split(/\s+/),
)
