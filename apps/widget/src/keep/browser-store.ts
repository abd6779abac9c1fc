/** Where this browser keeps things of one bot, under short names. */
export type Store = {
  /** The value last kept under this name, or undefined. It may come from another tab, or from an older page: check it. */
  read(name: string): unknown
  write(name: string, value: unknown): void
  forget(name: string): void
  /** The names of what is kept now that begin so, in no order. */
  names(beginning: string): string[]
  /** Tells when another tab changes something. The answer stops it. */
  watch(changed: (name: string) => void): () => void
}

/**
 * Keeps values in the given storage, as JSON. Where storage is blocked or full, they are kept in memory, so that the
 * visit goes on as usual and only a reload forgets.
 */
export function openStore(botId: string, storage: () => Storage): Store {
  const memory = new Map<string, string>()
  const prefix = `baton:${botId}:`
  const kept = (key: string): string | null => attempt(() => storage().getItem(key)) ?? null

  return {
    read: (name) => parsed(memory.get(name) ?? kept(prefix + name)),
    write(name, value) {
      const text = JSON.stringify(value)
      attempt(() => storage().setItem(prefix + name, text))
      if (kept(prefix + name) === text) memory.delete(name)
      else memory.set(name, text)
    },
    forget(name) {
      memory.delete(name)
      attempt(() => storage().removeItem(prefix + name))
    },
    names(beginning) {
      const all = attempt(() => keysOf(storage())) ?? []
      const own = all.filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length))
      return [...new Set([...own, ...memory.keys()])].filter((name) => name.startsWith(beginning))
    },
    watch(changed) {
      const heard = (event: StorageEvent) => {
        if (event.key === null) return
        if (event.key.startsWith(prefix)) changed(event.key.slice(prefix.length))
      }
      addEventListener('storage', heard)
      return () => removeEventListener('storage', heard)
    },
  }
}

const keysOf = (storage: Storage) => Array.from({ length: storage.length }, (_, at) => storage.key(at) ?? '')

function parsed(text: string | null): unknown {
  return text === null ? undefined : attempt(() => JSON.parse(text))
}

/** Browsers throw on storage that is blocked or full; both are ordinary here. */
function attempt<Result>(action: () => Result): Result | undefined {
  try {
    return action()
  } catch {
    return undefined
  }
}
