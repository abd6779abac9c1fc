import { setTimeout } from 'node:timers/promises'

/** Waits the given milliseconds, or until the signal aborts, whichever comes first. Never throws. */
export type Pause = (ms: number, signal: AbortSignal) => Promise<void>

export const pause: Pause = async (ms, signal) => {
  try {
    await setTimeout(ms, undefined, { signal })
  } catch (error) {
    if (!signal.aborted) throw error
  }
}
