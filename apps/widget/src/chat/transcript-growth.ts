import type { CustomerConversation, CustomerEvent, PlaceInLine } from '@baton/protocol'
import { applyEvent } from '@baton/protocol/apply-event'
import { oldestSeq, type Transcript } from './transcript.ts'

/** Begins with the summary and the newest page of events that lead up to it. */
export function openTranscript(view: CustomerConversation, events: readonly CustomerEvent[]): Transcript {
  const known = events.filter((event) => event.seq <= view.lastSeq).map(understood)
  return { events: known, view, heardOf: view.lastSeq }
}

/** One more event. A repeat changes nothing; one that leaves a gap is only remembered as missing. */
export function extend(transcript: Transcript, event: CustomerEvent): Transcript {
  const { view } = transcript
  if (event.conversationId !== view.id || event.seq <= view.lastSeq) return transcript
  if (event.seq > view.lastSeq + 1) return hearOf(transcript, event.seq)
  const next = understood(event)
  return {
    events: [...transcript.events, next],
    view: summaryAfter(view, next),
    heardOf: Math.max(transcript.heardOf, next.seq),
  }
}

/** Remembers that the log has reached this `seq`. */
export function hearOf(transcript: Transcript, seq: number): Transcript {
  return seq <= transcript.heardOf ? transcript : { ...transcript, heardOf: seq }
}

/** Puts the page before the oldest event that is known; whatever does not join on to it is left out. */
export function prepend(transcript: Transcript, older: readonly CustomerEvent[]): Transcript {
  const oldest = oldestSeq(transcript)
  const joining = older.filter((event) => event.seq < oldest).map(understood)
  return { ...transcript, events: [...joining, ...transcript.events] }
}

/** The place in the queue, as the server last told it; it belongs to one wait and goes with it. */
export function placeInQueue(transcript: Transcript, queue: PlaceInLine | null): Transcript {
  return { ...transcript, view: { ...transcript.view, queue } }
}

/** The agent has read up to `seq`; what was seen stays seen. */
export function seenUpTo(transcript: Transcript, seq: number): Transcript {
  const seenSeq = Math.max(transcript.view.seenSeq, seq)
  return { ...transcript, view: { ...transcript.view, seenSeq } }
}

function summaryAfter(view: CustomerConversation, event: CustomerEvent): CustomerConversation {
  const next = applyEvent(view, event)
  const email = askedEmail(event) ?? next.customer.email
  const queue = next.state === 'escalated' ? next.queue : null
  return { ...next, queue, customer: { ...next.customer, email } }
}

function askedEmail(event: CustomerEvent): string | undefined {
  return event.type === 'conversation.escalated' || event.type === 'conversation.contact_requested'
    ? event.data.email
    : undefined
}

/** Every type of event that this page can draw; a type that is missing here does not compile. */
const vocabulary: Record<CustomerEvent['type'], true> = {
  'conversation.started': true,
  'message.sent': true,
  'conversation.escalated': true,
  'conversation.lead_collected': true,
  'conversation.form_answered': true,
  'conversation.contact_requested': true,
  'conversation.withdrawn': true,
  'conversation.claimed': true,
  'conversation.transferred': true,
  'conversation.requeued': true,
  'conversation.released': true,
  'conversation.dismissed': true,
  'conversation.closed': true,
  withheld: true,
}

/** A page that is older than the server keeps the place of an event that it does not know, and shows nothing. */
function understood(event: CustomerEvent): CustomerEvent {
  if (Object.hasOwn(vocabulary, event.type)) return event
  const { conversationId, seq } = event as CustomerEvent
  return { conversationId, seq, type: 'withheld' }
}
