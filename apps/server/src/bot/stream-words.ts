import type { TurnPart } from './bot-port.ts'
import type { Pause } from './pause.ts'

const THINKING_MS = 250
const PER_PIECE_MS = 40
const MOST_PIECES = 28
const LONGEST_WORD = 12

/**
 * A text as pieces of a few words, as if it were being written: at most about 1.4 seconds, however long. Put together,
 * the pieces are the text. Ends early, without the rest, when the signal aborts.
 */
export async function* streamWords(text: string, pause: Pause, signal: AbortSignal): AsyncGenerator<TurnPart> {
  await pause(THINKING_MS, signal)
  for (const [index, piece] of piecesOf(text).entries()) {
    if (index > 0) await pause(PER_PIECE_MS, signal)
    if (signal.aborted) return
    yield { kind: 'text', text: piece }
  }
}

function piecesOf(text: string): string[] {
  const words = (text.match(/\s*\S+\s*/g) ?? []).flatMap(cutLong)
  const size = Math.ceil(words.length / MOST_PIECES)
  return Array.from({ length: Math.ceil(words.length / Math.max(size, 1)) }, (_, index) =>
    words.slice(index * size, (index + 1) * size).join(''),
  )
}

/** Scripts without spaces come in one long "word". Characters are never split in two. */
function cutLong(word: string): string[] {
  const characters = Array.from(word)
  if (characters.length <= 2 * LONGEST_WORD) return [word]
  const count = Math.ceil(characters.length / LONGEST_WORD)
  return Array.from({ length: count }, (_, index) =>
    characters.slice(index * LONGEST_WORD, (index + 1) * LONGEST_WORD).join(''),
  )
}
