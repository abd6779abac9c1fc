/**
 * Text as people mean it rather than as they typed it: lower case, one form of every letter, accents gone ("É" and "e"
 * are the same here, as are the Arabic letters that people write for one another).
 */
export function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[’‘`´]/g, "'")
    .replace(/ł/g, 'l')
    .replace(/ø/g, 'o')
    .replace(/ı/g, 'i')
    .replace(/ß/g, 'ss')
    .replace(/æ/g, 'ae')
    .replace(/[\u064b-\u0652\u0640]/g, '')
    .replace(/[أإآ]/g, 'ا')
    .replace(/ى/g, 'ي')
    .replace(/ة/g, 'ه')
}

const unspaced = /[\u3040-\u30ff\u3400-\u9fff]/u
const word = /[\p{L}\p{M}\p{N}]+(?:'[\p{L}\p{M}]+)*/gu
const run = /[\u3040-\u30ff\u3400-\u9fff]+|[^\u3040-\u30ff\u3400-\u9fff]+/gu
const onlyHiragana = /^[\u3040-\u309f]+$/u

/** L'article, dell'ordine, qu'il: the word is what follows. */
const elision = /^(?:[cdjlmnst]|qu|un|all|dall|dell|nell|sull)'/

/** Words that are written apart as often as together. */
const together: readonly [RegExp, string][] = [
  [/\be-?mail/g, 'email'],
  [/\b(log|sign)(ging|ning)?[ -](in|on)\b/g, 'login'],
  [/\bset(ting)?[ -]up\b/g, 'setup'],
  [/\bpower[ -]up(s?)\b/g, 'powerup$1'],
  [/\bopen[ -]source\b/g, 'opensource'],
  [/\bself[ -]host/g, 'selfhost'],
  [/\btak(e|es|en|ing)[ -]over\b/g, 'takeover'],
  [/\bweb[ -]?site/g, 'website'],
  [/\b(?:turn|switch)(?:s|es|ed|ing)? (it |them )?on\b/g, 'enable $1'],
  [/\b(?:turn|switch)(?:s|es|ed|ing)? (it |them )?off\b/g, 'disable $1'],
]

/**
 * The words of a text in order, in `plain` form. Scripts without spaces between words (Chinese, Japanese) give
 * overlapping pairs of characters instead, which is how they can be searched without a dictionary.
 */
export function wordsOf(text: string): string[] {
  const joined = together.reduce((sofar, [apart, whole]) => sofar.replace(apart, whole), plain(text))
  return (joined.match(word) ?? []).flatMap((found) => (unspaced.test(found) ? mixed(found) : bare(found)))
}

function bare(word: string): string {
  return word.includes("'") ? word.replace(/'s$/, '').replace(elision, '') : word
}

function mixed(word: string): string[] {
  return (word.match(run) ?? []).flatMap((part) => (unspaced.test(part) ? pairs(part) : part))
}

function pairs(run: string): string[] {
  const characters = Array.from(run)
  if (characters.length === 1) return characters
  return characters
    .slice(1)
    .map((character, index) => `${characters[index]}${character}`)
    .filter((pair) => !onlyHiragana.test(pair))
}
