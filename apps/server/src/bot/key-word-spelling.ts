import { editDistance } from '../knowledge/edit-distance.ts'

const keyWords = `human person people someone somebody anyone anybody agent representative operator manager supervisor
  customer service support speak connect transfer contact employee specialist advisor consultant colleague`.split(/\s+/)

/** Misspellings that a distance would not tell from other words. */
const known: Readonly<Record<string, string>> = {
  tak: 'talk',
  tlak: 'talk',
  takl: 'talk',
  tallk: 'talk',
  tawk: 'talk',
  tolk: 'talk',
  spek: 'speak',
  spk: 'speak',
  speech: 'speak',
  rep: 'representative',
  reps: 'representative',
  sum1: 'someone',
  sumone: 'someone',
  hooman: 'human',
  wnat: 'want',
  wud: 'would',
  some1: 'someone',
}

/** Words of their own that lie close to a key word. */
const others = new Set(
  `manage managed manages contract contracts contacts contacted customs employer employed employ operate operates
  operated operation supervised connected connects transfers transferred services serviced supports supported persona
  personal humane spear sneak specialise specialised specialize speaks speaker consultation consulting consulted
  advisory`.split(/\s+/),
)

/** The key word that a typed word was meant to be ("sombody", "humna"), or the word itself. Takes `plain` words. */
export function spellKeyWord(word: string): string {
  const meant = known[word]
  if (meant !== undefined) return meant
  if (word.length < 4 || word.length > 18 || others.has(word)) return word
  return keyWords.find((key) => isSlip(word, key)) ?? word
}

function isSlip(word: string, key: string): boolean {
  if (word === key) return true
  if (word === `${key}s` || word[0] !== key[0] || Math.abs(word.length - key.length) > 2) return false
  return editDistance(word, key) <= (key.length >= 8 ? 2 : 1)
}
