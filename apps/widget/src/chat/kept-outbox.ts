import type { Store } from '../keep/browser-store.ts'
import { type Outbox, readOutbox } from './written.ts'

export const outboxName = 'outbox'

export type KeptOutbox = {
  read(): Outbox
  /** Changes what is kept, as it stands now: another tab may have changed it since this one looked. */
  change(next: (outbox: Outbox) => Outbox): void
}

/** The outbox in this browser's storage, shared by all tabs of one bot. `show` is told of every change made here. */
export function keepOutbox(store: Store, show: (outbox: Outbox) => void): KeptOutbox {
  const read = () => readOutbox(store.read(outboxName))
  return {
    read,
    change(next) {
      const before = read()
      const after = next(before)
      if (after !== before) store.write(outboxName, after)
      show(after)
    },
  }
}
