import type { Cancel, Clock } from './clock.ts'

const BEAT_MS = 20_000
/** How long the second unanswered ping may take, so that a vanished peer is noticed within 45 s. */
const LAST_CHANCE_MS = 5_000

export type Heartbeat = { alive(): void; stop(): void }

/** Pings every 20 s; `dead` after two pings in a row without any sign of life. */
export function startHeartbeat(clock: Clock, on: { ping(): void; dead(): void }): Heartbeat {
  let unanswered = 0
  let cancel: Cancel = clock.after(BEAT_MS, beat)

  function beat() {
    unanswered += 1
    cancel = unanswered < 2 ? clock.after(BEAT_MS, beat) : clock.after(LAST_CHANCE_MS, on.dead)
    on.ping()
  }

  return {
    alive: () => {
      if (unanswered >= 2) {
        cancel()
        cancel = clock.after(BEAT_MS, beat)
      }
      unanswered = 0
    },
    stop: () => cancel(),
  }
}
