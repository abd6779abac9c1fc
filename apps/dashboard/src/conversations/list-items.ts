import type { MemberConversation, SearchMatch } from '@baton/protocol'

/** What the list draws, from top to bottom. */
export type ListItem =
  | { kind: 'part'; key: string; title: string; count: number; unread: number }
  | { kind: 'row'; key: string; row: MemberConversation; match: SearchMatch | undefined }
  /** Where a part goes on: the rows from here on have not been read yet. */
  | { kind: 'more'; key: string; part: string }

export type Part = {
  /** Empty where the whole list is one part. */
  title: string
  count: number
  unread: number
  rows: readonly MemberConversation[]
  /** By the conversation's id, which message a search has found. */
  matches?: Readonly<Record<string, SearchMatch>> | undefined
  /** Whether there are more rows than were read. */
  more: boolean
}

/** The parts beneath each other, each with its heading; a part without rows is left out. */
export function listItems(parts: readonly Part[]): ListItem[] {
  return parts
    .filter((part) => part.rows.length > 0)
    .flatMap(({ title, count, unread, rows, more, matches }): ListItem[] => [
      ...(title === '' ? [] : [{ kind: 'part', key: `part-${title}`, title, count, unread } as const]),
      ...rows.map((row) => ({ kind: 'row', key: row.id, row, match: matches?.[row.id] }) as const),
      ...(more ? [{ kind: 'more', key: `more-${title}`, part: title } as const] : []),
    ])
}

/** Height of each kind in pixels; the style sheet draws them so. */
export const heights = { part: 32, row: 60, rowPhone: 68, more: 48 }

export const heightOf = (item: ListItem, phone: boolean): number =>
  item.kind === 'row' && phone ? heights.rowPhone : heights[item.kind]

/** Where each item begins, in pixels from the top of the list. */
export function placesOf(items: readonly ListItem[], phone: boolean): Map<string, number> {
  const places = new Map<string, number>()
  let at = 0
  for (const item of items) {
    places.set(item.key, at)
    at += heightOf(item, phone)
  }
  return places
}

/** The item at a height, in pixels from the top of the list. */
export function itemAt(items: readonly ListItem[], height: number, phone: boolean): ListItem | undefined {
  let at = 0
  return items.find((item) => {
    at += heightOf(item, phone)
    return height < at
  })
}
