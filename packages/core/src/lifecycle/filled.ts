/** What was typed into a field of a form; null when nothing was. NUL and lone surrogates are no text (`message.ts`). */
export function filled(text: string | null): string | null {
  const trimmed = text?.toWellFormed().replaceAll('\u0000', '').trim() ?? ''
  return trimmed === '' ? null : trimmed
}
