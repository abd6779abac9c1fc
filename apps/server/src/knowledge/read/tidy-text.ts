/**
 * Text as it is kept: no characters that databases or people cannot read, no blanks at line ends, at most one empty line
 * in a row.
 */
export function tidyText(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?|\u2028|\u2029|\u0085/g, '\n')
    .replace(/\f/g, '\n\n')
    .replace(unreadable, '')
    .replace(/[\u00a0\u2000-\u200a\u202f\u205f\u3000]/g, ' ')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

/** Control characters but tab and line feed, soft hyphens, zero-width and direction marks, private use, replacement. */
const unreadable =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  /[\u0000-\u0008\u000b\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ue000-\uf8ff\ufeff\ufffd]/g

/** A title in one line of at most 200 characters; null where nothing is left. */
export function tidyTitle(title: string): string | null {
  const line = tidyText(title).replace(/\s+/g, ' ')
  const cut = [...line].slice(0, 200).join('').trim()
  return cut === '' ? null : cut
}
