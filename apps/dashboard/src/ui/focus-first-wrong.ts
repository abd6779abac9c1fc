import type { FormEvent } from 'react'

/** After a form was refused: puts the focus on the first field that is wrong, and so brings it into sight. */
export function focusFirstWrong(_errors: unknown, _values: unknown, event?: FormEvent<HTMLFormElement>): void {
  const form = event?.currentTarget
  requestAnimationFrame(() => form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())
}
