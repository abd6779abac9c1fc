import { stem } from './stem.ts'

/**
 * The part of an English word that its forms share: claim, claims, claimed and claiming fold to the same. Light on
 * purpose: a wrong match costs more than a missed one, and prefix and fuzzy search catch the rest.
 * Takes a word in `plain` form; words of other languages mostly pass unchanged.
 */
export function foldWord(word: string): string {
  const known = folded.get(word)
  if (known !== undefined) return known
  const result = meaning.get(stem(word)) ?? stem(word)
  if (folded.size > 20_000) folded.clear()
  folded.set(word, result)
  return result
}

const folded = new Map<string, string>()

/** Everyday words that customers use for one another; the first of each row stands for all. */
const sameMeaning: readonly string[] = [
  'price cost fee charge pricing expense expensive',
  'buy purchase',
  'delete remove erase',
  'start begin',
  'enable activate',
  'disable deactivate',
  'store save',
  'fix repair',
  'change modify edit alter',
  'email mail',
  'phone telephone',
  'deliver delivery ship shipping shipment',
  'license licence licensing',
  'colour color',
  'person human',
  'employee staff worker',
  'setup configure configuration',
  'database db',
  'picture photo image',
  'refund reimburse reimbursement',
  'notify notification alert',
]
const meaning = new Map(
  sameMeaning.flatMap((row) => {
    const [first = '', ...others] = row.split(' ').map(stem)
    return others.map((other): [string, string] => [other, first])
  }),
)
