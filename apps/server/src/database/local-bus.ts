import { AsyncLocalStorage } from 'node:async_hooks'
import type { Bus, BusMessage } from './bus.ts'
import type { Warn } from './database.ts'

/** The bus of a server that is alone: what is published here is heard here. */
export function openLocalBus(warn: Warn): Bus {
  const listeners = createListeners(warn)
  return {
    publish: listeners.tell,
    subscribe: listeners.subscribe,
    onGap: listeners.onGap,
    close: async () => listeners.close(),
  }
}

export type Listeners = Pick<Bus, 'subscribe' | 'onGap'> & {
  tell(message: BusMessage): void
  tellGap(): void
  close(): void
}

/**
 * The listeners of this process. They are told just after the publisher has gone on, in order, also when one of them
 * publishes in its turn, and outside any transaction that the publisher may have been in.
 */
export function createListeners(warn: Warn): Listeners {
  const hearing = new Set<{ hear: (message: BusMessage) => void }>()
  const minding = new Set<{ gap: () => void }>()
  const outside = AsyncLocalStorage.snapshot()
  const safely = (call: () => void) => {
    try {
      call()
    } catch (error) {
      warn('a listener of the bus failed', error)
    }
  }
  // Microtasks run in the order in which they were queued, which is what keeps the messages in order.
  const later = (call: () => void) => queueMicrotask(() => outside(call))
  return {
    tell: (message) => later(() => hearing.forEach(({ hear }) => void safely(() => hear(message)))),
    tellGap: () => later(() => minding.forEach(({ gap }) => void safely(gap))),
    subscribe: (hear) => join(hearing, { hear }),
    onGap: (gap) => join(minding, { gap }),
    close: () => {
      hearing.clear()
      minding.clear()
    },
  }
}

function join<T>(members: Set<T>, member: T): () => void {
  members.add(member)
  return () => void members.delete(member)
}
