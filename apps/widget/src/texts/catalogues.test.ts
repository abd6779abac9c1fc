/// <reference types="node" />
import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, describe, expect, test } from 'vitest'
import furtherEnglish from './en.json' with { type: 'json' }
import firstEnglish from './first/en.json' with { type: 'json' }
import { chooseLanguage } from './languages.ts'
import { placeInLine, waitInWords } from './sentences.ts'
import { counted, direction, fill, merged, speak, type Texts, texts } from './texts.ts'

const folder = new URL('.', import.meta.url)
const names = readdirSync(folder).flatMap((file) => /^(\w+)\.json$/.exec(file)?.[1] ?? [])
const catalogue = (path: string) => JSON.parse(readFileSync(new URL(path, folder), 'utf8'))
const first = (name: string) => catalogue(`first/${name}.json`)
const further = (name: string) => catalogue(`${name}.json`)
const read = (name: string): Texts => merged(first(name), further(name))
const english = merged(firstEnglish, furtherEnglish)

type Leaves = Map<string, string | Record<string, string>>

/** Every text by its path; the forms of one that counts are one text. */
function leaves(texts: object, path = ''): Leaves {
  return new Map(
    Object.entries(texts).flatMap(([key, value]): [string, string | Record<string, string>][] => {
      const own = `${path}${key}`
      return typeof value === 'string' || 'other' in value ? [[own, value]] : [...leaves(value, `${own}.`)]
    }),
  )
}
const gaps = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort()
const wanted = leaves(english)
const paths = (texts: object) => [...leaves(texts).keys()]

afterAll(() => speak(english, 'en'))

test('there are at least twelve languages, with some that run from right to left', () => {
  expect(names.length).toBeGreaterThanOrEqual(12)
  const rightToLeft = names.filter((name) => {
    speak(read(name), name)
    return direction === 'rtl'
  })
  expect(rightToLeft).toEqual(['ar', 'he'])
})

describe.each(names)('the texts in %s', (name) => {
  const own = leaves(read(name))

  test('are all there, and no others', () => {
    expect(paths(first(name))).toEqual(paths(firstEnglish))
    expect(paths(further(name))).toEqual(paths(furtherEnglish))
    expect(paths(first(name)).filter((path) => paths(further(name)).includes(path))).toEqual([])
    for (const [path, text] of own) expect(JSON.stringify(text), path).not.toMatch(/:?""/)
  })

  test('have the same gaps as in English', () => {
    for (const [path, text] of own) {
      const model = wanted.get(path)
      if (typeof text === 'string') expect(gaps(text), path).toEqual(typeof model === 'string' ? gaps(model) : null)
      else expect(gaps(text.other ?? ''), path).toEqual(['{count}'])
    }
  })

  test('have every plural form that the language has, and no other', () => {
    // Fractions are never counted here; some languages have forms for nothing else.
    const rules = new Intl.PluralRules(name)
    const used = new Set(Array.from({ length: 4001 }, (_, count) => rules.select(count)))
    for (const [path, text] of own) {
      if (typeof text === 'string') continue
      expect(new Set([...Object.keys(text)]), path).toEqual(new Set([...used, 'other']))
    }
  })
})

describe('which language a page speaks', () => {
  const known = ['en', 'de', 'pt', 'he']

  test('is the first wanted one that there is', () => {
    expect(chooseLanguage([null, undefined, 'eo', 'pt-BR', 'de'], known)).toEqual({ name: 'pt', tag: 'pt-BR' })
    expect(chooseLanguage(['de_at'], known)).toEqual({ name: 'de', tag: 'de-AT' })
    expect(chooseLanguage(['iw'], known)).toEqual({ name: 'he', tag: 'he' })
  })

  test('is written as in the country of the browser, where a page names only the language', () => {
    expect(chooseLanguage(['en', null, 'fr-FR', 'en-GB', 'en-US'], known)).toEqual({ name: 'en', tag: 'en-GB' })
    expect(chooseLanguage(['de', 'en-GB'], known)).toEqual({ name: 'de', tag: 'de' })
    expect(chooseLanguage(['de-AT', 'de-CH'], known)).toEqual({ name: 'de', tag: 'de-AT' })
  })

  test('is English where nothing else is known, whatever was asked for', () => {
    for (const tag of ['', 'x', '../../etc', 'de;', '<b>', 'toString', '__proto__']) {
      expect(chooseLanguage([tag], known), tag).toEqual({ name: 'en', tag: 'en' })
    }
  })
})

describe('sentences', () => {
  test('count in the forms of their language', () => {
    speak(read('pl'), 'pl')
    const left = (count: number) => counted(texts.composer.left, count)
    expect([1, 3, 7, 22].map(left)).toEqual([
      'Pozostał 1 znak',
      'Pozostały 3 znaki',
      'Pozostało 7 znaków',
      'Pozostały 22 znaki',
    ])
    speak(read('ar'), 'ar')
    expect(counted(texts.composer.left, 2)).toBe('بقي حرفان')
  })

  test('keep what is filled in as it is, whatever it looks like', () => {
    speak(english, 'en')
    expect(fill('{name} joined', { name: '$& {name} <b>' })).toBe('$& {name} <b> joined')
    expect(fill('{name} and {other}', { name: 'A' })).toBe('A and {other}')
  })

  test('set names apart where the sentence runs from right to left', () => {
    speak(read('he'), 'he')
    expect(fill('{name} joined', { name: 'Ben' })).toBe('\u2068Ben\u2069 joined')
  })

  test('tell the wait as an honest range, and nothing where nothing is known', () => {
    speak(english, 'en')
    expect(waitInWords(undefined, undefined)).toBeNull()
    expect(waitInWords(0, 60)).toBe('The wait has lately been under a minute.')
    expect(waitInWords(60, 300)).toBe('The wait has lately been 1–5 minutes.')
    expect(waitInWords(120, 120)).toBe('The wait has lately been 2 minutes.')
    expect(waitInWords(3_600, 4 * 3_600)).toBe('The wait has lately been 1–4 hours.')
    speak(read('ru'), 'ru')
    expect(waitInWords(60, 300)).toBe('В последнее время ожидание составляло: 1–5 минут.')
    expect(placeInLine(1)).toBe('Вы следующий в очереди')
  })
})
