/** How far a list is scrolled, and how much is left free above its first row, in pixels. */
export type Place = { scroll: number; gap: number }

/**
 * Where the list has to stand so that a row stays where it was on the screen, though others came, went or moved:
 * scrolled by as much as the row moved. Where it cannot be scrolled further up, some room is left free above instead.
 * @param moved how far the row moved within the list, in pixels
 */
export function heldPlace({ scroll, gap }: Place, moved: number): Place {
  const wanted = scroll - gap + moved
  return wanted < 0 ? { scroll: 0, gap: -wanted } : { scroll: wanted, gap: 0 }
}
