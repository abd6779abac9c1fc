import type further from './en.json'
import type first from './first/en.json'

/** What is said before and while the rest of the page is on its way. */
export type FirstTexts = typeof first
export type FurtherTexts = typeof further
/** Every text that a customer can read. English sets the shape; the other languages are held to it by a test. */
export type Texts = FirstTexts & FurtherTexts
/** The forms of a sentence that counts, by the plural categories of its language; `other` is always there. */
export type Forms = { other: string } & Partial<Record<Intl.LDMLPluralRule, string>>

/**
 * The texts of this page, in the language that `speak` was last given; the first of them are there before anything is
 * drawn, the others before anything is drawn that needs them.
 */
export let texts: Texts
/** That language, by its tag (`en`, `pt-BR`). */
export let language: string
export let direction: 'ltr' | 'rtl'

let plurals: Intl.PluralRules
let numbers: Intl.NumberFormat

/** From now on the page speaks this language. */
export function speak(catalogue: FirstTexts, tag: string): void {
  texts = catalogue as Texts
  language = tag
  direction = /^(ar|he)\b/.test(tag) ? 'rtl' : 'ltr'
  plurals = new Intl.PluralRules(tag)
  numbers = new Intl.NumberFormat(tag)
}

/** The further texts of the same language have come. */
export function learn(catalogue: FurtherTexts): void {
  texts = merged(texts, catalogue)
}

/** Both catalogues as one; some sections have texts in each of them. */
export function merged(one: FirstTexts, other: FurtherTexts): Texts {
  const all: Record<string, unknown> = { ...one }
  for (const [name, part] of Object.entries(other)) {
    all[name] = typeof part === 'string' ? part : { ...(all[name] as object | undefined), ...part }
  }
  return all as Texts
}

/** The sentence with its gaps filled. A gap without a value stays as it is. */
export function fill(text: string, values: Readonly<Record<string, unknown>>): string {
  return text.replace(/\{(\w+)\}/g, (gap, name) => (values[name] === undefined ? gap : apart(`${values[name]}`)))
}

/** The form of the sentence that this count takes, with the count in it. */
export function counted(forms: Forms, count: number): string {
  return fill(forms[plurals.select(count)] ?? forms.other, { count: numbers.format(count) })
}

export const numeral = (value: number): string => numbers.format(value)

/** Names and addresses keep their own direction within a sentence that runs from right to left. */
function apart(value: string): string {
  return direction === 'rtl' ? `\u2068${value}\u2069` : value
}
