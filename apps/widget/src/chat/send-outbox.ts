import type { Answer } from '../wire/call.ts'
import { createPatience } from '../wire/patience.ts'
import type { OutboxEntry } from './written.ts'

export type SenderPorts = {
  /** The next message to go out, read afresh each time: another tab may have sent it meanwhile. */
  next: () => OutboxEntry | null
  /** Tries once and records the outcome. A refusal is an answer too: the message is out of the queue. */
  deliver: (entry: OutboxEntry) => Promise<Answer<unknown>>
  /** Runs while no other tab of this bot sends. */
  alone: <Result>(task: () => Promise<Result>) => Promise<Result>
  /** Tells which message is on its way, and whether tries have been failing. */
  report: (status: { sending: string | null; failing?: boolean }) => void
  random?: () => number
}

export type Sender = {
  /** Starts sending what is queued; does nothing while it is already at it. */
  pump(): void
  /** Tries again now instead of waiting out the back-off. */
  wake(): void
}

/** Sends the outbox in order, one message at a time, and keeps trying until the server has answered for each. */
export function createSender({ next, deliver, alone, report, random }: SenderPorts): Sender {
  const patience = createPatience(random)
  let running = false

  const tryNext = () =>
    alone(async (): Promise<Answer<unknown>> => {
      const entry = next()
      if (!entry) return { kind: 'stopped' }
      report({ sending: entry.clientId })
      return deliver(entry)
    })
  const failed = () => report({ sending: null, failing: true })

  const pump = async () => {
    if (running) return
    running = true
    while ((await patience.untilAnswered(tryNext, failed)).kind !== 'stopped') report({ sending: null, failing: false })
    running = false
    // Something may have been written between the last look and now.
    if (next()) void pump()
    else report({ sending: null, failing: false })
  }

  return {
    pump: () => void pump(),
    wake() {
      patience.cut()
      void pump()
    },
  }
}
