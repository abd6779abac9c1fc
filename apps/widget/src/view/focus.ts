import type { Command } from '../host/messages.ts'

export const COMPOSER_FIELD = 'composer'
export const EMAIL_FIELD = 'email'
export const THREAD = 'thread'

/**
 * Where the focus goes when what had it is gone: to the composer; on a touch screen to the thread, so that no keyboard comes
 * up uncalled.
 */
export function restFocus(): void {
  const touch = matchMedia('(pointer: coarse)').matches
  focusOn(touch ? THREAD : COMPOSER_FIELD)
}

export function focusOn(id: string): void {
  document.getElementById(id)?.focus({ preventScroll: id === THREAD })
}

/** The loader gives this frame the focus where the customer asked for the chat, and only there. */
export function focusWhereAsked({ kind }: Command): void {
  const asked = kind === 'show' && document.hasFocus()
  if (asked && !matchMedia('(pointer: coarse)').matches) focusOn(COMPOSER_FIELD)
}
