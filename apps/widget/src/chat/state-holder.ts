import type { ChatState } from './chat-state.ts'
import { expireTyping, nextExpiry } from './typing.ts'

export type StateHolder = {
  get(): ChatState
  change(next: (state: ChatState) => ChatState): void
  /** Changes single fields. */
  patch(changes: Partial<ChatState>): void
  subscribe(listener: () => void): () => void
}

/** Holds what the page draws, tells who listens, and lets the dots of typing run out in time. */
export function holdState(initial: ChatState): StateHolder {
  let state = initial
  let expiry: ReturnType<typeof setTimeout> | undefined
  const listeners = new Set<() => void>()

  const change: StateHolder['change'] = (next) => {
    const before = state
    state = next(state)
    if (state === before) return
    if (state.typing !== before.typing) watchExpiry()
    for (const listener of listeners) listener()
  }
  const watchExpiry = () => {
    clearTimeout(expiry)
    const at = nextExpiry(state.typing)
    if (at === null) return
    const expire = () => change((current) => ({ ...current, typing: expireTyping(current.typing, Date.now()) }))
    expiry = setTimeout(expire, Math.max(0, at - Date.now()) + 1)
  }

  return {
    get: () => state,
    change,
    patch: (changes) => change((current) => ({ ...current, ...changes })),
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
