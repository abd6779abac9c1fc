import type { Store } from '../keep/browser-store.ts'

/** What is in the composer, kept from the first key until it is sent. */
export function keepUnsentText(store: Store) {
  return {
    read: (): string => String(store.read('unsent') ?? ''),
    keep: (text: string): void => (text === '' ? store.forget('unsent') : store.write('unsent', text)),
  }
}
