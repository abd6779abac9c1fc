/** A message that the server has not acknowledged yet. The same `clientId` goes with every try. */
export type Outgoing = {
  clientId: string
  text: string
  at: string
  status: 'queued' | 'sending' | 'failed'
  /** How often it was tried. */
  tries: number
  /** Why it failed, in words; only when it failed. */
  problem: string | undefined
}

export type Outbox = readonly Outgoing[]

/** After so many tries without an answer, the person decides. */
export const TRIES = 6

/** Milliseconds to wait before the try after `tries`; 1 s, 2 s, 4 s … at most 15 s. */
export const pause = (tries: number): number => Math.min(15_000, 1000 * 2 ** Math.max(0, tries - 1))

export function withQueued(outbox: Outbox, message: { clientId: string; text: string; at: string }): Outbox {
  return [...outbox, { ...message, status: 'queued', tries: 0, problem: undefined }]
}

/** The next to send: strictly in order, and nothing overtakes one that failed or is on its way. */
export function nextToSend(outbox: Outbox): Outgoing | undefined {
  const first = outbox[0]
  return first?.status === 'queued' ? first : undefined
}

export const withSending = (outbox: Outbox, clientId: string): Outbox =>
  change(outbox, clientId, (one) => ({ ...one, status: 'sending', tries: one.tries + 1 }))

/** The try had no answer: it waits for the next one, until there were enough. */
export const withRetry = (outbox: Outbox, clientId: string, problem: string): Outbox =>
  change(outbox, clientId, (one) =>
    one.tries >= TRIES ? { ...one, status: 'failed', problem } : { ...one, status: 'queued' },
  )

/** The server refused it for good. */
export const withFailed = (outbox: Outbox, clientId: string, problem: string): Outbox =>
  change(outbox, clientId, (one) => ({ ...one, status: 'failed', problem }))

/** The person asked for it again. */
export const withResend = (outbox: Outbox, clientId: string): Outbox =>
  change(outbox, clientId, (one) => ({ ...one, status: 'queued', tries: 0, problem: undefined }))

/** It is in the log, or was given up. */
export const without = (outbox: Outbox, clientId: string): Outbox =>
  outbox.some((one) => one.clientId === clientId) ? outbox.filter((one) => one.clientId !== clientId) : outbox

/** Every text that was not sent, to be put back before what stands in the composer now. */
export function putBack(outbox: Outbox, draft: string): string {
  return [...outbox.map((one) => one.text), draft].filter((text) => text.trim() !== '').join('\n\n')
}

/** What was kept across a reload: what was on its way is asked again, which is harmless. Anything else is dropped. */
export function restored(kept: unknown): Outbox {
  if (!Array.isArray(kept)) return []
  return kept.filter(isOutgoing).map((one) => ({
    ...one,
    status: one.status === 'failed' ? 'failed' : 'queued',
    tries: 0,
    problem: one.problem ?? undefined,
  }))
}

function isOutgoing(value: unknown): value is Outgoing {
  if (typeof value !== 'object' || value === null) return false
  const { clientId, text, at } = value as Record<string, unknown>
  return typeof clientId === 'string' && typeof text === 'string' && typeof at === 'string'
}

function change(outbox: Outbox, clientId: string, how: (one: Outgoing) => Outgoing): Outbox {
  return outbox.map((one) => (one.clientId === clientId ? how(one) : one))
}
