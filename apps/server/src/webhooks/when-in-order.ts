import type { openSending, Sending } from '../store/webhook-sending.ts'

/** How long a delivery is waited for by those after it, in milliseconds. */
export const LONGEST_WAIT = 10 * 60_000
/** How soon to look again after one that is on its way, in milliseconds. */
const LOOK_AGAIN = 250

type Store = Pick<ReturnType<typeof openSending>, 'earlierWaiting' | 'markOutOfOrder'>

/** When to look again because an earlier delivery of the conversation must arrive first; null: send it now. */
export async function whenInOrder(store: Store, sending: Sending, now: number): Promise<number | null> {
  if (!sending.inOrder) return null
  const earlier = await store.earlierWaiting(sending)
  if (earlier === null) return null
  if (earlier.queuedAt + LONGEST_WAIT <= now) {
    await store.markOutOfOrder(sending.id)
    return null
  }
  const settled = Math.max(earlier.nextAttemptAt ?? now, now) + LOOK_AGAIN
  return Math.min(settled, earlier.queuedAt + LONGEST_WAIT)
}
