import { backOff } from './back-off.ts'
import type { Answer } from './call.ts'

/** A given answer: everything but "later". */
export type Given<Value> = Exclude<Answer<Value>, { kind: 'later' }>

export type Patience = {
  /** Asks until there is an answer, resting longer after each failure or as long as the server says. */
  untilAnswered<Value>(ask: () => Promise<Answer<Value>>, failed: () => void): Promise<Given<Value>>
  /** Asks again now: the network is back, or somebody is waiting. */
  cut(): void
}

/** The one way in which this page repeats a request. */
export function createPatience(random: () => number = Math.random): Patience {
  let cut = () => {}
  const rest = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms)
      cut = () => {
        clearTimeout(timer)
        resolve()
      }
    })

  return {
    async untilAnswered(ask, failed) {
      for (let failures = 1; ; failures++) {
        const answer = await ask()
        if (answer.kind !== 'later') return answer
        failed()
        await rest(answer.afterMs ?? backOff(failures, random()))
      }
    },
    cut: () => cut(),
  }
}
