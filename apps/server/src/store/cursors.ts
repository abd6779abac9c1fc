import { z } from 'zod'

/** Whole numbers that both databases can compare with, and ids without NUL, whoever has made the cursor. */
const Position = z.tuple([z.int(), z.string().regex(/^[^\0]*$/)])
export type Position = z.infer<typeof Position>

/** An opaque cursor: the sort value and the id of the last row of a page (keyset paging). */
export function toCursor(position: Position): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url')
}

/** Null when it is absent or none of ours: then the list begins at its beginning. */
export function fromCursor(cursor: string | undefined): Position | null {
  if (cursor === undefined) return null
  try {
    const parsed = Position.safeParse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

/** One page out of `limit + 1` rows. */
export function pageOf<Row, Item>(
  rows: readonly Row[],
  limit: number,
  shape: { item: (row: Row) => Item; position: (row: Row) => Position },
): { items: Item[]; nextCursor: string | null } {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  const more = rows.length > limit && last !== undefined
  return { items: shown.map(shape.item), nextCursor: more ? toCursor(shape.position(last)) : null }
}
