import type { Clock } from './clock.ts'

const PER_SECOND = 30
const BURST = 60

/** Counts a socket's frames: 30 a second, 60 at once. Answers false for one too many. */
export function createFrameRate(clock: Clock): () => boolean {
  let left = BURST
  let at = clock.now()
  return () => {
    const now = clock.now()
    left = Math.min(BURST, left + (Math.max(0, now - at) / 1000) * PER_SECOND)
    at = now
    if (left < 1) return false
    left -= 1
    return true
  }
}
