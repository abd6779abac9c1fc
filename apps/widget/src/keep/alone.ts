/** A tab that the system has put to sleep may hold the lock for ever; nobody waits longer for it than this. */
const PATIENCE_MS = 10_000

/**
 * Runs the task while no other tab of this origin runs one under the same name. Where the browser has no locks (an
 * old one, a page without TLS, a sandboxed frame) it just runs: what is sent twice is recognised by its id.
 */
export async function alone<Result>(name: string, task: () => Promise<Result>): Promise<Result> {
  let begun: Promise<Result> | undefined
  const begin = () => {
    begun = task()
    return begun
  }
  try {
    return await navigator.locks.request(name, { signal: AbortSignal.timeout(PATIENCE_MS) }, begin)
  } catch (refused) {
    if (begun) throw refused
    return begin()
  }
}
