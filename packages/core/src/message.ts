/** Longest message, in characters (code points). */
export const MAX_MESSAGE_LENGTH = 4000

export type TextFault = 'message_empty' | 'message_too_long' | 'message_not_text'

/** What is wrong with a message's text; null when nothing is. */
export function textFault(text: string): TextFault | null {
  if (text.trim() === '') return 'message_empty'
  // Lone surrogates and NUL are no text: PostgreSQL and JSON readers in other languages refuse them.
  if (!text.isWellFormed() || text.includes('\u0000')) return 'message_not_text'
  if (text.length > MAX_MESSAGE_LENGTH && [...text].length > MAX_MESSAGE_LENGTH) return 'message_too_long'
  return null
}
