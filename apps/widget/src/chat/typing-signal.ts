/** The sign is renewed this often while the customer writes; the other side lets it run out after six seconds. */
const RENEW_MS = 3_000
/** A customer who pauses this long does not write any more. */
const PAUSE_MS = 5_000

export type TypingSignal = {
  /** The customer pressed a key. */
  touch(): void
  /** The message went off, or the field is empty again. */
  stop(): void
}

/** Turns key strokes into few signs for the agent. */
export function createTypingSignal(tell: (on: boolean) => void, now: () => number): TypingSignal {
  let toldAt: number | null = null
  let pause: ReturnType<typeof setTimeout> | undefined

  const stop = () => {
    clearTimeout(pause)
    if (toldAt !== null) tell(false)
    toldAt = null
  }
  return {
    touch() {
      clearTimeout(pause)
      pause = setTimeout(stop, PAUSE_MS)
      if (toldAt !== null && now() - toldAt < RENEW_MS) return
      toldAt = now()
      tell(true)
    },
    stop,
  }
}
