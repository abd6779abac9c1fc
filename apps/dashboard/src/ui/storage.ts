/** The browser's storage, or nothing where it is blocked or full: what is kept there is a comfort, never the truth. */
export const storage = {
  read(key: string): unknown {
    try {
      const text = localStorage.getItem(key)
      return text === null ? undefined : JSON.parse(text)
    } catch {
      return undefined
    }
  },
  write(key: string, value: unknown): void {
    try {
      if (value === undefined) localStorage.removeItem(key)
      else localStorage.setItem(key, JSON.stringify(value))
    } catch {
      // Blocked or full: the page works without.
    }
  },
  /** Tells which key another tab of this browser has changed, until the returned function is called. */
  hear(listener: (key: string) => void): () => void {
    const changed = ({ key }: StorageEvent) => key !== null && listener(key)
    globalThis.window?.addEventListener('storage', changed)
    return () => globalThis.window?.removeEventListener('storage', changed)
  },
  /** All keys that begin so. */
  keys(prefix: string): string[] {
    try {
      const all = Array.from({ length: localStorage.length }, (_, index) => localStorage.key(index) ?? '')
      return all.filter((key) => key.startsWith(prefix))
    } catch {
      return []
    }
  },
  /** Forgets everything whose key begins so. */
  clear(prefix: string): void {
    for (const key of storage.keys(prefix)) storage.write(key, undefined)
  },
}
