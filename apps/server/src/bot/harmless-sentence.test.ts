import { beforeAll, describe, expect, test } from 'vitest'
import { type DetectLanguage, openDetector } from './detect-language.ts'
import { isHarmless } from './harmless-sentence.ts'
import { promisesHuman } from './human-promise.ts'
import { dailyWords, disguisedPromises, otherLanguages, unheardPromises } from './other-languages.fixture.ts'

let detect: DetectLanguage
beforeAll(async () => {
  detect = await openDetector()
})
const passes = (text: string, expected = 'en') =>
  !promisesHuman(text, { waits: false }) && isHarmless(text, { detect, expected, known: new Set() })

describe('a sentence is shown without being asked about', () => {
  test.each(dailyWords)('in %s: %s', (language, text) => expect(passes(text, language)).toBe(true))

  test('with names that the customer or the knowledge has used, and with no others', () => {
    const known = new Set(['atlas'])
    const about = (text: string) => isHarmless(text, { detect, expected: 'en', known })
    expect(about('You can pair the Atlas with it.')).toBe(true)
    expect(about('You can pair the Marta with it.')).toBe(false)
  })
})

describe('a sentence is not shown before somebody has judged it', () => {
  test.each(otherLanguages)('in $language, a promise', ({ promise }) => {
    expect(['en', 'fr', 'es', 'it', 'no', 'ru', 'hi'].filter((expected) => passes(promise, expected))).toEqual([])
  })
  test.each(unheardPromises)('in words that no rule knows: %s', (text) => expect(passes(text)).toBe(false))
  test.each(disguisedPromises)('in disguise: %s', (text) => expect(passes(text)).toBe(false))
})
