import type { Clock } from './clock.ts'
import type { FanOut } from './fan-out.ts'
import type { WarnOfError } from './sparing-warnings.ts'

type WaitPorts = {
  clock: Clock
  fanOut: FanOut
  lastSeq(conversation: string): Promise<number | null>
  warn: WarnOfError
}

export type Waiting = {
  wait(conversation: string, after: number, ms: number, signal: AbortSignal): Promise<void>
  /** Lets everybody go. */
  close(): void
}

/** For those who cannot hold a socket: waits until there is an event, for a while. Never rejects. */
export function createWaiting({ clock, fanOut, lastSeq, warn }: WaitPorts): Waiting {
  const waiting = new Set<() => void>()
  let closed = false

  function wait(conversation: string, after: number, ms: number, signal: AbortSignal): Promise<void> {
    if (closed || signal.aborted || ms <= 0) return Promise.resolve()
    return new Promise((resolve) => {
      const done = () => {
        if (!waiting.delete(done)) return
        leave()
        cancel()
        signal.removeEventListener('abort', done)
        resolve()
      }
      waiting.add(done)
      const leave = fanOut.wait(conversation, after, done)
      const cancel = clock.after(ms, done)
      signal.addEventListener('abort', done, { once: true })
      // What was committed between the caller's own look and now was not announced to us.
      lastSeq(conversation).then(
        (seq) => {
          if (seq !== null && seq > after) done()
        },
        (error: unknown) => warn('a position could not be read', error),
      )
    })
  }

  return {
    wait,
    close: () => {
      closed = true
      for (const done of [...waiting]) done()
    },
  }
}
