/** Control characters, line separators, and marks that turn or hide text: none of them belongs into a header. */
const unfit = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+/gu

/** Somebody's words as one line that can stand in a header, at most `most` characters; an ellipsis says that it was cut. */
export function headerText(text: string, most = 80): string {
  const line = text.replace(unfit, ' ').replace(/\s+/g, ' ').trim()
  const characters = [...line]
  return characters.length <= most
    ? line
    : `${characters
        .slice(0, most - 1)
        .join('')
        .trimEnd()}…`
}
