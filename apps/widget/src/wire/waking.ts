const LOOK_EVERY_MS = 5_000
/** Timers of a page in the background may be late by a minute; what is later slept. */
const ASLEEP_MS = 90_000

/** Tells when the machine has been asleep: a clock that has jumped ahead is the only sign that every browser gives. */
export function watchForWaking(woke: () => void, now: () => number = Date.now): () => void {
  let looked = now()
  const timer = setInterval(() => {
    const slept = now() - looked > ASLEEP_MS
    looked = now()
    if (slept) woke()
  }, LOOK_EVERY_MS)
  return () => clearInterval(timer)
}
