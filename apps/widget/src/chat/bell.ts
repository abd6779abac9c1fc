import type { CustomerEvent } from '@baton/protocol'
import type { Store } from '../keep/browser-store.ts'
import type { ChatState } from './chat-state.ts'
import { isFromOthers, newSince, nowhere } from './what-is-new.ts'

const NAME = 'sound'
/** A tab that is being looked at is heard first, and keeps the others quiet. */
const SECOND_MS = 150

export type BellPorts = {
  store: Store
  /** The customer looks at this page now. */
  isWatched: () => boolean
  /** Whether this tab is the one that may ring for this. */
  isFirst: (thing: string) => Promise<boolean>
  play: () => void
}

export type Bell = ReturnType<typeof createBell>

/** Rings for what others say and for who joins, in one tab, and only while nobody looks. */
export function createBell({ store, isWatched, isFirst, play }: BellPorts) {
  let mark = nowhere

  const ring = async (event: CustomerEvent) => {
    const watched = isWatched()
    if (!watched) await new Promise((resolve) => setTimeout(resolve, SECOND_MS))
    if ((await isFirst(`${event.conversationId} ${event.seq}`)) && !watched) play()
  }
  return {
    get isOn(): boolean {
      return store.read(NAME) !== 'off'
    },
    toggle(): void {
      store.write(NAME, this.isOn ? 'off' : 'on')
    },
    /** To be told of every change. */
    hear(state: Pick<ChatState, 'transcript' | 'stage'>): void {
      const { mark: next, events } = newSince(mark, state)
      mark = next
      const worth = events.findLast(isWorthRinging)
      if (worth && this.isOn) void ring(worth)
    },
  }
}

function isWorthRinging(event: CustomerEvent): boolean {
  return isFromOthers(event) || event.type === 'conversation.claimed' || event.type === 'conversation.transferred'
}
