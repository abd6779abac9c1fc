import type { CustomerEvent } from '@baton/protocol'
import type { ChatState } from './chat-state.ts'
import type { Transcript } from './transcript.ts'

/** How far somebody has looked in which conversation. */
export type Mark = { conversation: string; seq: number }
export const nowhere: Mark = { conversation: '', seq: -1 }
/** Before a conversation that begins on this page: everything in it is news. */
const beginning: Mark = { conversation: '', seq: 0 }

/** What has happened since the mark, and the next mark. History that was there when the page opened is not news. */
export function newSince(
  mark: Mark,
  { transcript, stage }: Pick<ChatState, 'transcript' | 'stage'>,
): { mark: Mark; events: readonly CustomerEvent[] } {
  if (!transcript) return { mark: stage === 'empty' ? beginning : nowhere, events: [] }
  const { id, lastSeq } = transcript.view
  if (id === mark.conversation && lastSeq === mark.seq) return { mark, events: [] }
  const next = { conversation: id, seq: lastSeq }
  if (id !== mark.conversation && mark !== beginning) return { mark: next, events: [] }
  const first = transcript.events.findLastIndex(({ seq }) => seq <= mark.seq) + 1
  return { mark: next, events: transcript.events.slice(first) }
}

/** A message of somebody else's: what a badge counts and a bell rings for. */
export function isFromOthers(event: CustomerEvent): boolean {
  return event.type === 'message.sent' && event.actor.kind !== 'customer'
}

/** How many messages of others came after this `seq`. */
export function unreadAfter(transcript: Transcript | null, seq: number): number {
  let count = 0
  for (const event of transcript?.events.toReversed() ?? []) {
    if (event.seq <= seq) break
    if (isFromOthers(event)) count += 1
  }
  return count
}
