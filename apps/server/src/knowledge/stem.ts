/** An English word without its ending; words of other scripts pass unchanged. Takes a word in `plain` form. */
export function stem(word: string): string {
  if (word.length < 4 || !/^[a-z]+$/.test(word) || whole.has(word)) return word
  return withoutEnd(withoutSuffix(withoutPlural(word)))
}

/** Words that only look like forms of others. */
const whole = new Set(['business', 'news', 'during', 'ring', 'spring', 'string', 'wedding', 'station', 'nation'])

function withoutPlural(word: string): string {
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`
  if (/(ss|sh|ch|x|z)es$/.test(word)) return word.slice(0, -2)
  return /[^suiy]s$/.test(word) || /[aeo]ys$/.test(word) ? word.slice(0, -1) : word
}

/** Endings, the least that must remain of the word, and what takes the ending's place. */
const suffixes: readonly [ending: string, remains: number, instead: string][] = [
  ['ification', 3, 'ify'],
  ['ation', 5, ''],
  ['ion', 4, ''],
  ['ment', 3, ''],
  ['ness', 4, ''],
  ['ally', 4, 'al'],
  ['ly', 4, ''],
  ['ied', 3, 'y'],
  ['ing', 3, ''],
  ['ed', 3, ''],
]

function withoutSuffix(word: string): string {
  for (const [ending, remains, instead] of suffixes) {
    const rest = word.slice(0, -ending.length)
    if (!word.endsWith(ending) || rest.length < remains || !/[aeiouy]/.test(rest)) continue
    return undoubled(rest) + instead
  }
  return word
}

function undoubled(word: string): string {
  return /([bdgmnprt])\1$/.test(word) ? word.slice(0, -1) : word
}

function withoutEnd(word: string): string {
  const bare = word.length > 3 && word.endsWith('e') ? word.slice(0, -1) : word
  if (bare.length >= 7 && bare.endsWith('at')) return bare.slice(0, -2)
  return /[^aeiou]y$/.test(bare) ? `${bare.slice(0, -1)}i` : bare
}
