import { MAX_MESSAGE_LENGTH } from '@baton/core'
import type { Answerer, OfferReason, Turn } from './bot-port.ts'

export type Draft = { text: string; offer: OfferReason | null; sources: { title: string; url: string | null }[] }

/**
 * Collects an answer, telling each piece as it comes (`offset` is where it begins). Ends early at the longest message.
 * Rejects when the answerer throws or says nothing.
 */
export async function writeReply(
  answerer: Answerer,
  turn: Turn,
  told: (offset: number, text: string) => void,
): Promise<Draft> {
  const draft: Draft = { text: '', offer: null, sources: [] }
  for await (const part of answerer.answer(turn)) {
    if (turn.signal.aborted) break
    if (part.kind === 'text') {
      const room = MAX_MESSAGE_LENGTH - draft.text.length
      const piece = part.text.slice(0, room)
      if (piece !== '') told(draft.text.length, piece)
      draft.text += piece
      if (part.text.length > room) break
    } else if (part.kind === 'source') {
      draft.sources.push({ title: part.title, url: part.url })
    } else if (turn.powerUps.includes(part.powerUp) && turn.humanState === 'available') {
      draft.offer = part.reason
    }
  }
  draft.text = draft.text.trim()
  if (draft.text === '' && !turn.signal.aborted) throw new Error('the answer was empty')
  return draft
}
