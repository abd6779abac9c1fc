import { holdsMessage, type Transcript } from './transcript.ts'
import { addMessage, type Outbox, type OutboxEntry } from './written.ts'

/** Messages go out one at a time, in the order in which they were written. */
export function nextToSend(outbox: Outbox): OutboxEntry | null {
  return outbox.find((entry) => entry.state === 'queued') ?? null
}

export function markSent(outbox: Outbox, clientId: string, seq: number | null): Outbox {
  return change(outbox, clientId, ({ text, at, to }) => ({ clientId, text, at, to, state: 'sent', seq }))
}

export function markFailed(outbox: Outbox, clientId: string, code: string): Outbox {
  return change(outbox, clientId, ({ text, at, to }) => ({ clientId, text, at, to, state: 'failed', code }))
}

/** The customer asks for another try: the same message under the same id, behind what is already waiting. */
export function resend(outbox: Outbox, clientId: string, newId: string): Outbox {
  const entry = outbox.find((candidate) => candidate.clientId === clientId)
  if (entry?.state !== 'failed') return outbox
  // Only where the id itself was refused does the message need a new one.
  const id = entry.code === 'client_id_reused' ? newId : clientId
  return addMessage(discard(outbox, clientId), { clientId: id, text: entry.text, at: entry.at, to: entry.to })
}

export function discard(outbox: Outbox, clientId: string): Outbox {
  return outbox.filter((entry) => entry.clientId !== clientId)
}

/** Without the messages that the log holds. Returns the same list when there are none. */
export function settle(outbox: Outbox, transcript: Transcript): Outbox {
  const open = outbox.filter((entry) => !isSettled(entry, transcript))
  return open.length === outbox.length ? outbox : open
}

/** What another conversation takes over: everything that the server has not acknowledged. */
export function unsent(outbox: Outbox): Outbox {
  return outbox.filter((entry) => entry.state !== 'sent')
}

/** What was to begin a conversation belongs to the one that it, or another before it, has begun. */
export function boundTo(outbox: Outbox, conversation: string): Outbox {
  return outbox.map((entry) => (entry.to === null ? { ...entry, to: conversation } : entry))
}

/** That conversation takes no more: what was not acknowledged goes into the next one. */
export function freed(outbox: Outbox, conversation: string | null): Outbox {
  return outbox.map((entry) => (entry.to === conversation ? { ...entry, to: null } : entry))
}

function isSettled(entry: OutboxEntry, transcript: Transcript): boolean {
  if (entry.to !== null && entry.to !== transcript.view.id) return false
  const passed = entry.state === 'sent' && entry.seq !== null && entry.seq <= transcript.view.lastSeq
  return passed || holdsMessage(transcript, entry.clientId)
}

function change(outbox: Outbox, clientId: string, next: (entry: OutboxEntry) => OutboxEntry): Outbox {
  return outbox.map((entry) => (entry.clientId === clientId ? next(entry) : entry))
}
