import type { Store } from '../keep/browser-store.ts'
import { type Outbox, type OutboxEntry, readOutbox } from './written.ts'

/** What a page of an older version kept, all under one name. */
const FORMER = 'outbox'
const ENTRY = 'outbox:'

/** Whether something of the outbox is kept under this name. */
export const isOfOutbox = (name: string): boolean => name.startsWith(FORMER)

export type KeptOutbox = {
  read(): Outbox
  /** Changes what is kept, as it stands now: another tab may have changed it since this one looked. */
  change(next: (outbox: Outbox) => Outbox): void
}

/**
 * The outbox in this browser's storage, shared by all tabs of one bot. Each message has a name of its own: tabs see each
 * other's changes a moment late, and what one writes must never take away what another has just kept. `show` is told of
 * every change made here.
 */
export function keepOutbox(store: Store, show: (outbox: Outbox) => void): KeptOutbox {
  const write = (entry: OutboxEntry, turn: number) => {
    const kept = { ...entry, turn }
    store.write(ENTRY + entry.clientId, kept)
    return kept
  }
  const read = () => readOutbox(store.names(ENTRY).map(store.read)).toSorted(byTurn)
  for (const [at, entry] of readOutbox(store.read(FORMER)).entries()) write(entry, at)
  if (store.read(FORMER) !== undefined) store.forget(FORMER)

  return {
    read,
    change(next) {
      const before = read()
      const after = next(before)
      const find = (outbox: Outbox, { clientId }: OutboxEntry) => outbox.find((entry) => entry.clientId === clientId)
      for (const entry of before) if (!find(after, entry)) store.forget(ENTRY + entry.clientId)
      let last = turnOf(before.at(-1))
      const nextTurn = () => {
        last = Math.max(Date.now(), last + 1)
        return last
      }
      const kept = after.map((entry) => {
        const known = find(before, entry)
        if (known === entry) return entry
        // What is sent once more goes behind what is waiting.
        const again = known?.state === 'failed' && entry.state === 'queued'
        return write(entry, known && !again ? turnOf(known) : nextTurn())
      })
      show(kept)
    },
  }
}

const turnOf = (entry: OutboxEntry | undefined): number => entry?.turn ?? 0

function byTurn(one: OutboxEntry, other: OutboxEntry): number {
  return turnOf(one) - turnOf(other) || (one.clientId < other.clientId ? -1 : 1)
}
