const MOST = 5
const EMOJI = /^(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|\u200d|\ufe0f|\u20e3|\s)+$/u

/** Whether the message is nothing but a few emoji: they are shown bigger. */
export function isEmojiOnly(text: string): boolean {
  const trimmed = text.trim()
  return trimmed.length <= 80 && EMOJI.test(trimmed) && countOf(trimmed) <= MOST && /[^\s]/.test(trimmed)
}

/** Signs as people see them: a family or a flag is one. */
function countOf(text: string): number {
  const tight = text.replace(/\s+/g, '')
  return 'Segmenter' in Intl ? [...new Intl.Segmenter().segment(tight)].length : [...tight].length
}
