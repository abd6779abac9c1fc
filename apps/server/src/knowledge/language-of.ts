import { functionWords, type SpacedLanguage } from './function-words.ts'
import { wordsOf } from './plain-words.ts'

export type Language = SpacedLanguage | 'ja' | 'zh' | 'ko' | 'ar' | 'hi'

const scripts: readonly [RegExp, Language][] = [
  [/[\u3040-\u30ff]/, 'ja'],
  [/[\u4e00-\u9fff]/, 'zh'],
  [/[\uac00-\ud7af]/, 'ko'],
  [/[\u0600-\u06ff]/, 'ar'],
  [/[\u0900-\u097f]/, 'hi'],
]

/** Little words of other languages that are words of substance in English: they prove nothing. */
const alsoEnglish = new Set(
  `die man hat bin mit war fur per sin son sur pour den ten van men met far come dove lo eras ton sons via pod over come
  her has gift main all one made let sera sei vi tu el la le les`.split(/\s+/),
)

/** The language of a text as far as it shows: English where nothing speaks for another. */
export function languageOf(text: string): Language {
  return evidentLanguage(text) ?? 'en'
}

/** The language of a text by its script or by its little words; null when neither tells ("ok", "iPhone 15"). */
export function evidentLanguage(text: string): Language | null {
  const script = scripts.find(([letters]) => letters.test(text))
  if (script) return script[1]
  const words = wordsOf(text.slice(0, 2000))
  if (/[\u0400-\u04ff]/.test(text)) return cyrillicLanguage(text, words)
  const longer = words.filter((word) => word.length > 1 || word === 'i')
  const english = longer.filter((word) => functionWords.en.has(word)).length
  const other = likeliest(longer)
  if (other !== null && other.count > english && (other.count >= 2 || english === 0)) return other.language
  return english > 0 ? 'en' : null
}

/** Whether this word (in `plain` form) says nothing about the subject of a text in this language. */
export function isFunctionWord(word: string, language: Language): boolean {
  return (
    (language in functionWords && functionWords[language as SpacedLanguage].has(word)) ||
    /^[a-z\u0400-\u04ff]$/.test(word)
  )
}

const latin = (Object.keys(functionWords) as SpacedLanguage[]).filter(
  (language) => !['en', 'ru', 'uk'].includes(language),
)

/** The language with the most little words of its own; null when there are none, or two languages have one each. */
function likeliest(words: readonly string[]): { language: Language; count: number } | null {
  const telling = words.filter((word) => !functionWords.en.has(word) && !alsoEnglish.has(word))
  const counts = latin
    .map((language) => ({ language, count: telling.filter((word) => functionWords[language].has(word)).length }))
    .sort((a, b) => b.count - a.count)
  const [first, second] = counts
  if (first === undefined || first.count === 0) return null
  return first.count === 1 && second?.count === 1 ? null : first
}

function cyrillicLanguage(text: string, words: readonly string[]): Language {
  if (/[іїєґ]/i.test(text)) return 'uk'
  const count = (language: 'ru' | 'uk') => words.filter((word) => functionWords[language].has(word)).length
  return count('uk') > count('ru') ? 'uk' : 'ru'
}
