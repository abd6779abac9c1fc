import { askedWords, searchWords, unspaced } from './search-words.ts'

/** A piece of a text, and whether it is what was looked for. The pieces together are the text. */
export type Piece = { text: string; found: boolean }

/** So much of a text is shown at most, in characters. */
const SHOWN = 200
/** A word that was looked for and stands so far from the beginning can be seen in a narrow row; else less comes before it. */
const IN_SIGHT = 26
const BEFORE = 14

/** The line of a text in which the words of a question stand, cut to what a list can show, with each of them marked. */
export function markWords(text: string, question: string): Piece[] {
  const asked = askedWords(question)
  const line = text.replace(/\s+/g, ' ').trim()
  const places = [...line.matchAll(/[\p{L}\p{N}\p{M}]+/gu)].flatMap(({ 0: run, index }) =>
    placesIn(run, asked).map(([from, to]): Place => [index + from, index + to]),
  )
  return pieces(line, places)
}

type Place = readonly [from: number, to: number]

/** Where in one run of letters and digits the words stand: the whole run, or the signs themselves where no space parts words. */
function placesIn(run: string, asked: readonly string[]): Place[] {
  if (!run.match(unspaced)) {
    return searchWords(run).some((word) => asked.some((one) => word.startsWith(one))) ? [[0, run.length]] : []
  }
  const found = asked.map((one) => [run.toLowerCase().indexOf(one), one.length] as const)
  return joined(found.filter(([from]) => from >= 0).map(([from, length]) => [from, from + length]))
}

/** In order, those that touch or overlap as one. */
function joined(places: readonly Place[]): Place[] {
  const all: [number, number][] = []
  for (const [from, to] of places.toSorted(([one], [other]) => one - other)) {
    const last = all.at(-1)
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to)
    else all.push([from, to])
  }
  return all
}

function pieces(line: string, places: readonly Place[]): Piece[] {
  const start = beginning(line, places[0]?.[0] ?? 0)
  const end = start + SHOWN < line.length ? start + SHOWN : line.length
  const all: Piece[] = start > 0 ? [{ text: '…', found: false }] : []
  let at = start
  for (const [from, to] of places) {
    if (to > end) break
    if (from > at) all.push({ text: line.slice(at, from), found: false })
    all.push({ text: line.slice(from, to), found: true })
    at = to
  }
  if (at < end) all.push({ text: `${line.slice(at, end)}${end < line.length ? '…' : ''}`, found: false })
  return all
}

/** Some words before the first that was found, and a whole word at the beginning. */
function beginning(line: string, first: number): number {
  if (first <= IN_SIGHT) return 0
  const blank = line.indexOf(' ', first - BEFORE)
  return blank === -1 || blank >= first ? first : blank + 1
}
