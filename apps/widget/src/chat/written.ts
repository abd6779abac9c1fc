/** One message of the customer's, kept from the moment it was sent off until the log is seen to hold it. */
type Written = {
  clientId: string
  text: string
  at: number
  /** The conversation that it was written in; null where it begins one. */
  to: string | null
  /** Its place among what is kept. */
  turn?: number
}

export type OutboxEntry = Written &
  (
    | { state: 'queued' }
    /** The server has it under this `seq`; null where only the log will tell. */
    | { state: 'sent'; seq: number | null }
    /** The server says no, for the reason that `code` names. */
    | { state: 'failed'; code: string }
  )

const STATES = ['queued', 'sent', 'failed']

export type Outbox = readonly OutboxEntry[]

export function addMessage(outbox: Outbox, message: Omit<Written, 'to'> & { to?: string | null }): Outbox {
  return [...outbox, { to: null, ...message, state: 'queued' }]
}

/** What belongs into the thread of this conversation; `null`: of none yet. */
export function writtenIn(outbox: Outbox, conversation: string | null): Outbox {
  return outbox.filter((entry) => entry.to === null || entry.to === conversation)
}

/** What storage held, if it is an outbox; anything else counts as empty. */
export function readOutbox(value: unknown): Outbox {
  // A page of an older version kept no conversation.
  return Array.isArray(value) ? value.filter(isEntry).map((entry) => ({ ...entry, to: entry.to ?? null })) : []
}

function isEntry(value: Partial<OutboxEntry> | null): value is OutboxEntry {
  return typeof value?.clientId === 'string' && typeof value.text === 'string' && STATES.includes(`${value.state}`)
}
