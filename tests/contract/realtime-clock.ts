import { ten } from '../support/cast.ts'

/** Lets everything that is not waiting for a timer happen. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 12; turn += 1) await new Promise<void>((next) => setImmediate(next))
}

/** A clock that stands still until it is told to go on. */
export class TestClock {
  time = ten
  #timers: { at: number; run: () => void }[] = []

  setTimer = (run: () => void, ms: number) => {
    const timer = { at: this.time + ms, run }
    this.#timers.push(timer)
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer)
    }
  }

  get timers(): number {
    return this.#timers.length
  }

  async advance(ms: number): Promise<void> {
    await settle()
    const until = this.time + ms
    for (;;) {
      const [next] = this.#timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)
      if (next === undefined) break
      this.#timers = this.#timers.filter((timer) => timer !== next)
      this.time = Math.max(this.time, next.at)
      next.run()
      await settle()
    }
    this.time = until
    await settle()
  }
}
