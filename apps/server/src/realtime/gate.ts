import { nextTurn } from './clock.ts'

export type Gate = <Result>(work: () => Promise<Result>) => Promise<Result>

/** Lets at most `width` pieces of work run at a time, in the order in which they came. */
export function createGate(width: number): Gate {
  const waiting: (() => void)[] = []
  let running = 0
  return async (work) => {
    if (running >= width) await new Promise<void>((enter) => waiting.push(enter))
    else running += 1
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      // The place is handed on, not freed: nobody can slip in between.
      if (next === undefined) running -= 1
      else void nextTurn().then(next)
    }
  }
}
