import type { MemberEvent } from '@baton/protocol'

/** What is known of a conversation's log: a run of events without gaps that ends at `lastSeq`. */
export type Transcript = { events: MemberEvent[]; lastSeq: number; hasOlder: boolean }

/** How many events one request for a page of the log asks for. */
export const EVENTS_PAGE = 100

/** The transcript that begins with the newest page. */
export function fromNewest(items: MemberEvent[]): Transcript {
  return { events: items, lastSeq: items.at(-1)?.seq ?? 0, hasOlder: (items[0]?.seq ?? 1) > 1 }
}

/** With newer events: those already known change nothing, those after a gap are left out (`gapBefore` tells). */
export function withNewer(transcript: Transcript, items: readonly MemberEvent[]): Transcript {
  let next = transcript
  for (const event of items) {
    if (event.seq !== next.lastSeq + 1) continue
    next = { ...next, events: [...next.events, event], lastSeq: event.seq }
  }
  return next
}

/** With one more page from before the first known event. */
export function withOlder(transcript: Transcript, items: readonly MemberEvent[]): Transcript {
  const first = transcript.events[0]?.seq ?? transcript.lastSeq + 1
  const older = items.filter((event) => event.seq < first)
  return { ...transcript, events: [...older, ...transcript.events], hasOlder: (older[0]?.seq ?? 1) > 1 }
}

/** Whether something between what is known and `seq` is missing and has to be asked for. */
export const gapBefore = (transcript: Transcript, seq: number): boolean => seq > transcript.lastSeq + 1

/** The message that a sender's id became, if the log has it. */
export function hasClientId(transcript: Transcript | undefined, clientId: string): boolean {
  return transcript?.events.some((event) => event.clientId === clientId) ?? false
}
