import type { DraftingFrame } from '@baton/protocol/frames'

/** The reply that a bot is writing right now, as far as its pieces have come. */
export type Drafting = { clientId: string; engagement: number; text: string }

/**
 * With one more piece. A piece of an engagement that has ended is refused; one that leaves a hole is ignored, the
 * whole message comes by the log anyway.
 */
export function withPiece(drafting: Drafting | null, piece: DraftingFrame, engagement: number): Drafting | null {
  if (piece.engagement < engagement) return stillValid(drafting, engagement)
  const known = drafting?.clientId === piece.clientId ? drafting.text : ''
  if (piece.offset > known.length) return drafting
  return { clientId: piece.clientId, engagement: piece.engagement, text: known.slice(0, piece.offset) + piece.text }
}

/** What is left of a draft under this engagement: nothing, if somebody else may speak by now. */
export function stillValid(drafting: Drafting | null, engagement: number): Drafting | null {
  return drafting && drafting.engagement >= engagement ? drafting : null
}
