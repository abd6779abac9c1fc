import type { Store } from '../keep/browser-store.ts'
import type { Transcript } from './transcript.ts'
import { type Mark, nowhere, unreadAfter } from './what-is-new.ts'

export const seenName = 'seen'

/** How far this customer has looked, in whatever tab; it survives a reload, so that a badge does too. */
export function keepSeen(store: Store) {
  let mark = readMark(store.read(seenName))
  return {
    /** Everything up to here is before the customer's eyes. */
    see({ view: { id, lastSeq } }: Transcript): void {
      if (mark.conversation === id && mark.seq >= lastSeq) return
      mark = { conversation: id, seq: lastSeq }
      store.write(seenName, mark)
    },
    /** Messages of others that came since. */
    unread(transcript: Transcript | null): number {
      if (!transcript) return 0
      // Another tab may have shown them meanwhile.
      const kept = readMark(store.read(seenName))
      if (kept.conversation === transcript.view.id) mark = kept
      return mark.conversation === transcript.view.id ? unreadAfter(transcript, mark.seq) : 0
    },
  }
}

function readMark(value: unknown): Mark {
  const { conversation, seq } = (value ?? {}) as Partial<Mark>
  return typeof conversation === 'string' && typeof seq === 'number' ? { conversation, seq } : nowhere
}
