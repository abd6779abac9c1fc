import type { DraftingFrame } from '@baton/protocol'
import { holdsMessage, type Transcript } from './transcript.ts'

/** The reply that the bot is writing, as far as it was heard. */
export type Draft = {
  clientId: string
  engagement: number
  text: string
}

/**
 * The draft after one more piece, or null where it must not be shown: written under an older engagement, finished already, or a
 * person has the conversation. A piece whose beginning was missed is left out: the whole reply comes as a message.
 */
export function receiveDraft(draft: Draft | null, frame: DraftingFrame, transcript: Transcript): Draft | null {
  const { clientId, engagement, offset, text } = frame
  const known = draft?.clientId === clientId ? draft.text : ''
  if (frame.conversation !== transcript.view.id) return draft
  if (!mayBeShown(frame, transcript)) return draft?.clientId === clientId ? null : draft
  if (offset > known.length) return draft
  return { clientId, engagement, text: known.slice(0, offset) + text }
}

/** The draft after events have arrived: it goes when its message is there, or when somebody else may speak now. */
export function keepDraft(draft: Draft | null, transcript: Transcript): Draft | null {
  return draft && mayBeShown(draft, transcript) ? draft : null
}

/** The draft after the server took it back. */
export function withdrawDraft(draft: Draft | null, clientId: string): Draft | null {
  return draft?.clientId === clientId ? null : draft
}

function mayBeShown(draft: { clientId: string; engagement: number }, transcript: Transcript): boolean {
  const { state, engagement } = transcript.view
  if (state === 'active' || state === 'closed') return false
  return draft.engagement >= engagement && !holdsMessage(transcript, draft.clientId)
}
