/** Somebody's text as a mail of plain text shows it: set off from the mail's own words. */
export function indented(text: string): string {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => `  ${line}`)
    .join('\n')
}

/** At most `most` characters of a text; an ellipsis says that it was cut. */
export function shortened(text: string, most: number): string {
  const characters = [...text]
  return characters.length <= most ? text : `${characters.slice(0, most).join('')}…`
}
