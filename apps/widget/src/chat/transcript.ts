import type { CustomerConversation, CustomerEvent } from '@baton/protocol'

/** What this page knows of one conversation's log: a stretch without gaps up to `view.lastSeq`, and its summary there. */
export type Transcript = {
  events: readonly CustomerEvent[]
  view: CustomerConversation
  /** The newest `seq` that anybody has mentioned; beyond `view.lastSeq` it means that something is missing here. */
  heardOf: number
}

export function isBehind(transcript: Transcript): boolean {
  return transcript.heardOf > transcript.view.lastSeq
}

/** The `seq` where the known stretch begins; 1 means that the whole log is here. */
export function oldestSeq(transcript: Transcript): number {
  return transcript.events[0]?.seq ?? transcript.view.lastSeq + 1
}

export function hasOlder(transcript: Transcript): boolean {
  return oldestSeq(transcript) > 1
}

/** Whether the log is known to hold the message with this `clientId`. */
export function holdsMessage(transcript: Transcript, clientId: string): boolean {
  return transcript.events.some((event) => event.type !== 'withheld' && event.clientId === clientId)
}
