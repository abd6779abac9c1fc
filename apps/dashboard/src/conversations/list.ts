import type { ConversationPage, MemberConversation } from '@baton/protocol'
import { belongs, inOrder, type Scope } from './views.ts'

type Place = Pick<Scope, 'view' | 'bot'>

/** A list as far as it was read; `nextCursor` null means to its end. */
export type List = ConversationPage

/**
 * The list after its first page was read again: that page as the server says it, and below it what had been read
 * further. Rows that left the first page without coming back are gone.
 */
export function withFirstPage(place: Place, known: List | undefined, first: List, me: string): List {
  const last = first.items.at(-1)
  if (!known || !last) return first
  const items = renewed(known, first.items).filter((row) => belongs(place, row, me))
  if (first.nextCursor === null) return { ...first, items }
  const fresh = new Set(first.items.map((row) => row.id))
  const order = inOrder(place.view)
  const below = known.items.filter((row) => !fresh.has(row.id) && order(last, row) < 0)
  return below.length === 0 ? { ...first, items } : { items: [...items, ...below], nextCursor: known.nextCursor }
}

/** The rows just read, except where the socket has already told something newer. */
export function renewed(known: List, rows: readonly MemberConversation[]): MemberConversation[] {
  const old = new Map(known.items.map((row) => [row.id, row]))
  return rows.map((row) => newer(old.get(row.id), row))
}

/** The list with its next page below; a row that moved up meanwhile is not shown twice. */
export function withNextPage(known: List, next: List): List {
  const shown = new Set(known.items.map((row) => row.id))
  const items = [...known.items, ...next.items.filter((row) => !shown.has(row.id))]
  const matches = next.matches === undefined ? {} : { matches: { ...known.matches, ...next.matches } }
  return { items, nextCursor: next.nextCursor, ...matches }
}

/**
 * The list after the newest summary of one conversation came in: put in, moved, changed or taken out. The same list
 * comes back when nothing changes. A summary older than the known one is ignored.
 */
export function withSummary(place: Place, known: List, row: MemberConversation, me: string): List {
  const old = known.items.find((one) => one.id === row.id)
  if (old && newer(old, row) === old) return known
  const rest = old ? known.items.filter((one) => one !== old) : known.items
  if (!belongs(place, row, me)) return old ? { ...known, items: rest } : known
  const merged = newer(old, row)
  const order = inOrder(place.view)
  const index = rest.findIndex((one) => order(merged, one) < 0)
  // Below everything that was read, with more to come: the page it is on will bring it.
  if (index === -1 && known.nextCursor !== null && !old) return known
  const at = index === -1 ? rest.length : index
  return { ...known, items: [...rest.slice(0, at), merged, ...rest.slice(at)] }
}

/** A search result keeps its rows and their order; only what is known of them is renewed. */
export function withRenewed(known: List, row: MemberConversation): List {
  const old = known.items.find((one) => one.id === row.id)
  if (!old) return known
  const merged = newer(old, row)
  return merged === old ? known : { ...known, items: known.items.map((one) => (one === old ? merged : one)) }
}

/** Of two summaries of one conversation, the one that knows more; how far one has read never goes back. */
export function newer(old: MemberConversation | undefined, row: MemberConversation): MemberConversation {
  if (!old) return row
  if (row.lastSeq < old.lastSeq) return old
  return row.readSeq < old.readSeq ? { ...row, readSeq: old.readSeq } : row
}
