import { promises as dns } from 'node:dns'
import type { Resolve } from './guarded-connector.ts'
import { lookupsAtOnce } from './thread-pool.ts'

/** A look-up that takes longer than this hangs, in milliseconds. */
const HANGS_MS = 1_000
/** How many names are remembered as those that are answered at once. */
const MOST_KNOWN = 10_000

/**
 * Looks names up so that those whose name servers do not answer keep no other waiting. The system looks up only a few at a
 * time, and one that hangs holds its place for ten seconds and more, whoever has given up on it by then. So a name is looked
 * up once at a time, however many ask; and all names that were not answered at once when last asked for have `places` together,
 * and wait in line for them. The others never wait in that line.
 */
export function createNameLookup({ lookup, places }: { lookup: Resolve; places: number }): Resolve {
  const running = new Map<string, ReturnType<Resolve>>()
  const known = new Set<string>()
  const hanging = new Set<string>()
  const line: (() => void)[] = []

  const next = () => {
    while (hanging.size < places && line.length > 0) line.shift()?.()
  }
  const place = (host: string) =>
    new Promise<void>((resolve) => {
      line.push(() => {
        hanging.add(host)
        resolve()
      })
      next()
    })
  const find = async (host: string) => {
    if (!known.has(host)) await place(host)
    const hangs = setTimeout(() => {
      known.delete(host)
      hanging.add(host)
    }, HANGS_MS)
    const began = performance.now()
    try {
      return await lookup(host)
    } finally {
      clearTimeout(hangs)
      if (performance.now() - began < HANGS_MS) remember(known, host)
      hanging.delete(host)
      running.delete(host)
      next()
    }
  }
  return (host) => {
    const found = running.get(host) ?? find(host)
    running.set(host, found)
    return found
  }
}

function remember(known: Set<string>, host: string): void {
  known.delete(host)
  known.add(host)
  if (known.size <= MOST_KNOWN) return
  for (const oldest of known) {
    known.delete(oldest)
    return
  }
}

/** Every address of a host name, as the operating system knows them; one line for the whole process, as are its threads. */
export const resolveBySystem: Resolve = createNameLookup({
  lookup: (host) => dns.lookup(host, { all: true }),
  // A quarter is left to those that are answered at once, and to what else looks names up: the database, the mail server.
  places: Math.max(1, Math.floor(lookupsAtOnce() * 0.75)),
})
