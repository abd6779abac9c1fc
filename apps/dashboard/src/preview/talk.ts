import type { PreviewAnswer, PreviewRequest } from '@baton/protocol'

/** One line of the talk. What the bot said carries how it came about; null where it was stopped while writing. */
export type Line = { by: 'customer'; text: string } | { by: 'bot'; text: string; answer: PreviewAnswer | null }

/** The server takes so many messages. */
const MOST = 60
export const LONGEST = 4000

/** The talk as the server takes it: what was never said is left out, and so is what is too long ago. */
export function messagesOf(lines: readonly Line[]): PreviewRequest['messages'] {
  return lines
    .map(({ by, text }) => ({ by, text: text.trim().slice(0, LONGEST) }))
    .filter(({ text }) => text !== '')
    .slice(-MOST)
}

/** A reply while it is written: the piece stands at its place, whatever came before. */
export const withPiece = (draft: string, offset: number, piece: string): string => draft.slice(0, offset) + piece
