import type { CustomerEvents } from '@baton/protocol'
import type { Answer } from './call.ts'
import { createPatience } from './patience.ts'

const SHORTEST_PAUSE_MS = 500

export type LongPollPorts = {
  /** Asks for what is new; the server holds the question until there is something. */
  ask: () => Promise<Answer<CustomerEvents>>
  received: (news: CustomerEvents) => void
  failed: () => void
  /** The server says no: the token or the conversation is gone. */
  refused: () => void
  random?: () => number
}

/** For networks that block WebSocket: asks for news again and again. The answer stops it. */
export function startLongPoll({ ask, received, failed, refused, random }: LongPollPorts): () => void {
  const patience = createPatience(random)
  let stopped = false
  const askAgain = async (): Promise<Answer<CustomerEvents>> => {
    const answer = stopped ? null : await ask()
    return answer === null || stopped ? { kind: 'stopped' } : answer
  }
  const poll = async () => {
    for (;;) {
      const answer = await patience.untilAnswered(askAgain, failed)
      if (answer.kind === 'no') refused()
      if (answer.kind !== 'ok') return
      received(answer.value)
      // A server or proxy that does not hold the question must not be asked in a tight circle.
      if (answer.value.items.length === 0) await new Promise((resolve) => setTimeout(resolve, SHORTEST_PAUSE_MS))
    }
  }
  void poll()
  return () => {
    stopped = true
  }
}
