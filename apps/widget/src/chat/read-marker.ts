import type { Transcript } from './transcript.ts'

const PAUSE_MS = 1_000

/** Tells the server how far the customer has read, a moment after the screen has come to rest. */
export function createReadMarker(tell: (seq: number) => Promise<boolean>, reading: () => Transcript | null) {
  let told = 0
  let pause: ReturnType<typeof setTimeout> | undefined

  const settle = async () => {
    const seq = newestOfOthers(reading())
    if (seq <= told) return
    const before = told
    told = seq
    if (!(await tell(seq))) told = before
  }
  return {
    /** What is newest is on the screen now. */
    seen(): void {
      if (newestOfOthers(reading()) <= told) return
      clearTimeout(pause)
      pause = setTimeout(() => void settle(), PAUSE_MS)
    },
    /** The customer looked away, or has another conversation now. */
    reset(): void {
      clearTimeout(pause)
      told = 0
    },
  }
}

/** The newest message that the customer did not write. */
function newestOfOthers(transcript: Transcript | null): number {
  const newest = transcript?.events.findLast(
    (event) => event.type === 'message.sent' && event.actor.kind !== 'customer',
  )
  return newest?.seq ?? 0
}
