import { storage } from './storage.ts'

/** Locks that all tabs of this browser share; browsers have them only on secure addresses. */
const locks = (): LockManager | undefined => navigator.locks

/** Holds a name as long as the page lives, or until the returned function is called. Several tabs may hold it. */
export function hold(name: string): () => void {
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  void locks()
    ?.request(name, { mode: 'shared' }, () => held)
    .catch(() => {})
  return release
}

/** Whether any tab of this browser holds a name. */
export async function isHeld(name: string): Promise<boolean> {
  const known = await locks()?.query()
  return known?.held?.some((lock) => lock.name === name) ?? false
}

const DONE = 'baton.done'
/** More than can happen in one moment: what one tab has done is still known when the slowest asks. */
const KEEP = 500

/** True in one tab of this browser, for each key once: whatever happens in all of them is done by one. */
export async function once(key: string): Promise<boolean> {
  const claim = () => {
    const done = doneKeys()
    if (done.includes(key)) return false
    storage.write(DONE, [...done, key].slice(-KEEP))
    return true
  }
  // Without locks two tabs could still look in the same moment; that they do not look together is then left to chance.
  return (await locks()?.request('baton.once', claim)) ?? claim()
}

function doneKeys(): unknown[] {
  const kept = storage.read(DONE)
  return Array.isArray(kept) ? kept : []
}

const turns = new Map<string, Promise<unknown>>()

/** Runs what must not overlap with anything else of this name, in any tab of this browser; without locks, in this one. */
export function alone<Answer>(name: string, run: () => Promise<Answer>): Promise<Answer> {
  const shared = locks()
  if (shared) return shared.request(name, run)
  const turn = (turns.get(name) ?? Promise.resolve()).then(run)
  turns.set(
    name,
    turn.catch(() => {}),
  )
  return turn
}

/** Tells the other tabs of this browser something, and hears what they tell. */
export function tabChannel<Message>(name: string): {
  tell: (message: Message) => void
  hear: (listener: (message: Message) => void) => () => void
} {
  return {
    tell: (message) => {
      const channel = new BroadcastChannel(name)
      channel.postMessage(message)
      channel.close()
    },
    hear: (listener) => {
      const channel = new BroadcastChannel(name)
      channel.onmessage = (event: MessageEvent<Message>) => listener(event.data)
      return () => channel.close()
    },
  }
}
