import type { Store } from './browser-store.ts'

/** Tabs hear of the same thing within less than this; so long one of them has it for itself. In milliseconds. */
const HELD_MS = 10_000
const NAME = 'rang'

/** Whether this is the first tab that asks for this thing: of several, one alone is told yes. */
export async function firstOfTabs(thing: string, store: Store): Promise<boolean> {
  try {
    return await new Promise<boolean>((resolve, reject) => {
      const hold = (lock: Lock | null) => {
        resolve(lock !== null)
        return lock && new Promise((done) => setTimeout(done, HELD_MS))
      }
      navigator.locks.request(`baton:first:${thing}`, { ifAvailable: true }, hold).catch(reject)
    })
  } catch {
    // Pages without TLS and sandboxed frames have no locks; a note in the storage is nearly as good.
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 200))
    if (store.read(NAME) === thing) return false
    store.write(NAME, thing)
    return true
  }
}
