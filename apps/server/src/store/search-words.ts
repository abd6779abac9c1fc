/** Longer words than this are cut: nobody types them, and PostgreSQL refuses words of 2 KB. */
const LONGEST_WORD = 64
/** More words than this in one text say no more about it. */
const MOST_WORDS = 1_000
/** More words than this in a question ask nothing more. */
const MOST_ASKED = 12

/** Scripts that put no space between words; two signs at a time stand for a word there. */
export const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Khmer}\p{Script=Lao}]+/gu

/**
 * The different words of a text, as they are searched: small letters without accents, digits, nothing else. Made here,
 * so that both databases find the same.
 */
export function searchWords(text: string): string[] {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
  const words = new Set<string>()
  for (const [word] of plain.matchAll(/[\p{L}\p{N}]+/gu)) {
    for (const part of parts(word)) {
      if (words.size === MOST_WORDS) return [...words]
      words.add(part)
    }
  }
  return [...words]
}

/** The beginnings of words that a question asks for; none where there is nothing to look for. */
export const askedWords = (question: string): string[] => searchWords(question).slice(0, MOST_ASKED)

function parts(word: string): string[] {
  const spaced = word
    .replace(unspaced, ' ')
    .split(' ')
    .filter((part) => part !== '')
  const pairs = [...word.matchAll(unspaced)].flatMap(([run]) => twoByTwo([...run]))
  return [...spaced.map((part) => part.slice(0, LONGEST_WORD)), ...pairs]
}

function twoByTwo(signs: readonly string[]): string[] {
  if (signs.length < 2) return [signs.join('')]
  return signs.slice(1).map((sign, index) => `${signs[index]}${sign}`)
}
