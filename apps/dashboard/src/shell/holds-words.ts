/** Whether every word that is typed begins a word of the text. */
export function holdsWords(text: string, typed: string): boolean {
  const words = text.toLocaleLowerCase().split(/\s+/)
  const asked = typed.toLocaleLowerCase().split(/\s+/).filter(Boolean)
  return asked.every((one) => words.some((word) => word.startsWith(one)))
}
