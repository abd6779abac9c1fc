/**
 * How many threads Node gets for what it cannot do itself; of its own it takes four. Not many more: each may be hashing a
 * password, which takes a processor and 32 MB.
 */
const THREADS = 8

/**
 * Widens the pool of threads that name look-ups, files and password hashes share: two names whose servers do not answer would
 * hold up all others. Works only before its first use, so call it first of all; what the operator has set stays.
 */
export function widenThreadPool(): void {
  process.env.UV_THREADPOOL_SIZE ??= String(THREADS)
}

/** How many names the system looks up at a time: libuv gives them half of its threads. */
export function lookupsAtOnce(): number {
  const threads = Number(process.env.UV_THREADPOOL_SIZE ?? 4)
  return Math.ceil((threads > 0 ? Math.min(threads, 1024) : 4) / 2)
}
