import { useSyncExternalStore } from 'react'

type Clock = { subscribe: (listener: () => void) => () => void; now: () => number }

/** A clock that ticks for all who look at it together, and stands still while nobody does. */
function makeClock(every: number): Clock {
  const listeners = new Set<() => void>()
  let now = Date.now()
  let timer: ReturnType<typeof setInterval> | undefined
  const tick = () => {
    now = Date.now()
    for (const listener of listeners) listener()
  }
  return {
    now: () => (listeners.size === 0 ? roundTo(Date.now(), every) : now),
    subscribe: (listener) => {
      if (listeners.size === 0) {
        now = Date.now()
        timer = setInterval(tick, every)
      }
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
        if (listeners.size === 0) clearInterval(timer)
      }
    },
  }
}

/** Without a running timer the snapshot has to be the same within one render. */
const roundTo = (value: number, step: number) => Math.floor(value / step) * step

const seconds = makeClock(1000)
const halfMinutes = makeClock(30_000)

/** The time now in milliseconds, renewed every second (`running`) or every half minute. */
export function useNow(pace: 'running' | 'slow'): number {
  const clock = pace === 'running' ? seconds : halfMinutes
  return useSyncExternalStore(clock.subscribe, clock.now)
}
