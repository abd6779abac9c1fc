import type { Event } from '@baton/core'
import type { DraftingFrame } from '@baton/protocol'
import type { Cancel, Clock } from './clock.ts'

/** A reply that grows no more is given up: whoever wrote it has died. */
const STALE_MS = 60_000
/** Longest text that is kept for those who come in the middle, in UTF-16 units; a message has at most 4,000 characters. */
const MAX_LENGTH = 8_000
const MAX_DRAFTS = 1_000
const MAX_SPOKEN = 2_000

type Draft = {
  engagement: number
  clientId: string
  text: string
  /** Whether `text` is all of it so far. */
  whole: boolean
  giveUp: Cancel
}

export type Drafts = {
  /** False for a piece that must not be shown: of an older engagement, or of a reply that has been sent already. */
  take(frame: DraftingFrame): boolean
  /** What was written so far, for somebody who comes in the middle. */
  soFar(conversation: string): DraftingFrame | null
  /** Ends the reply with this id. False when there was none. */
  withdraw(conversation: string, clientId: string): boolean
  /** A newer engagement ends whatever was written under an older one; answers that reply's id. */
  raised(conversation: string, engagement: number): string | null
  /** A message ends the reply that it is. */
  spoken(event: Event): void
  close(): void
}

/** The replies that bots are writing right now, as far as this process has heard. Bounded in number, size and time. */
export function createDrafts(clock: Clock, stale: (conversation: string, clientId: string) => void): Drafts {
  const drafts = new Map<string, Draft>()
  /** Replies that have been sent: a straggler of another server must not bring them back. */
  const spoken = new Set<string>()

  function forget(conversation: string): string | null {
    const draft = drafts.get(conversation)
    draft?.giveUp()
    drafts.delete(conversation)
    return draft?.clientId ?? null
  }

  function keep(conversation: string, draft: Omit<Draft, 'giveUp'>) {
    forget(conversation)
    const [oldest] = drafts.keys()
    if (drafts.size >= MAX_DRAFTS && oldest !== undefined) forget(oldest)
    const giveUp = clock.after(STALE_MS, () => {
      drafts.delete(conversation)
      stale(conversation, draft.clientId)
    })
    drafts.set(conversation, { ...draft, giveUp })
  }

  return {
    take: (frame) => {
      const { conversation, engagement, clientId } = frame
      const known = drafts.get(conversation)
      if (spoken.has(clientId) || (known !== undefined && known.engagement > engagement)) return false
      keep(conversation, { engagement, clientId, ...grown(known, frame) })
      return true
    },
    soFar: (conversation) => {
      const draft = drafts.get(conversation)
      if (draft === undefined || !draft.whole) return null
      const { engagement, clientId, text } = draft
      return { t: 'drafting', conversation, engagement, clientId, offset: 0, text }
    },
    withdraw: (conversation, clientId) => {
      if (drafts.get(conversation)?.clientId !== clientId) return false
      forget(conversation)
      return true
    },
    raised: (conversation, engagement) => {
      const draft = drafts.get(conversation)
      return draft !== undefined && draft.engagement < engagement ? forget(conversation) : null
    },
    spoken: (event) => {
      if (event.type !== 'message.sent' || event.actor.kind !== 'bot' || event.clientId === null) return
      spoken.add(event.clientId)
      const [oldest] = spoken
      if (spoken.size > MAX_SPOKEN && oldest !== undefined) spoken.delete(oldest)
      if (drafts.get(event.conversationId)?.clientId === event.clientId) forget(event.conversationId)
    },
    close: () => {
      for (const conversation of [...drafts.keys()]) forget(conversation)
    },
  }
}

/** The text with one more piece. A piece that leaves a gap, or grows too long, leaves nothing that can be shown from the start. */
function grown(known: Draft | undefined, piece: DraftingFrame): Pick<Draft, 'text' | 'whole'> {
  const before = known?.clientId === piece.clientId ? known : { text: '', whole: true }
  const fits = piece.offset <= before.text.length && piece.offset + piece.text.length <= MAX_LENGTH
  if ((!before.whole && piece.offset > 0) || !fits) return { text: '', whole: false }
  return { text: before.text.slice(0, piece.offset) + piece.text, whole: true }
}
