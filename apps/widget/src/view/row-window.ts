/** So many rows are drawn at first and come with each step. */
const STEP = 60
/** Never more than so many at once: what is far away goes. */
const MOST = 180

type Keyed = { key: string; kind: string }

/** A day's line moves up when more of that day comes before it: no place to remember. */
const isFixed = ({ kind }: Keyed) => kind === 'message' || kind === 'line'

/**
 * Which stretch of a long thread is drawn. It begins at the end, grows towards where the customer scrolls, and lets go on
 * the other side. It is remembered by the rows' keys, so that it stays where it is while rows come before or after it.
 */
export class RowWindow {
  #first: string | null = null
  /** Null while the end is drawn. */
  #last: string | null = null
  #ends = { up: true, down: true }

  /** Whether there is nothing more to draw above or below. */
  get ends(): { up: boolean; down: boolean } {
    return this.#ends
  }

  /** The rows to draw. `atEnd`: nobody reads further up, so that only the newest are needed. */
  slice<Row extends Keyed>(rows: readonly Row[], atEnd: boolean): readonly Row[] {
    // What has come above the top goes in at once: without it there may be no room to keep the reader's place.
    if (this.#ends.up && this.#first !== null && this.#place(rows)[0] > 0) this.grow(rows, 'up')
    let [first, last] = this.#place(rows)
    if (atEnd && this.#last === null && last - first > MOST) first = last - STEP
    return this.#cut(rows, first, last)
  }

  /** Draws more in this direction from now on. */
  grow(rows: readonly Keyed[], towards: 'up' | 'down'): void {
    let [first, last] = this.#place(rows)
    if (towards === 'up') {
      first = Math.max(0, first - STEP)
      last = Math.min(last, first + MOST)
    } else {
      last = Math.min(rows.length, last + STEP)
      first = Math.max(first, last - MOST)
    }
    this.#cut(rows, first, last)
  }

  /** Draws what is around this row; nothing changes where it is not known. */
  around(rows: readonly Keyed[], key: string): void {
    const at = rows.findIndex((row) => row.key === key)
    if (at >= 0) this.#cut(rows, Math.max(0, at - STEP), Math.min(rows.length, at + STEP))
  }

  toEnd(): void {
    this.#first = null
    this.#last = null
  }

  #place(rows: readonly Keyed[]): [number, number] {
    const found = this.#last === null ? -1 : rows.findLastIndex(({ key }) => key === this.#last)
    const last = found < 0 ? rows.length : found + 1
    let first = this.#first === null ? -1 : rows.findIndex(({ key }) => key === this.#first)
    if (first < 0 || first >= last) return [Math.max(0, last - STEP), last]
    while (first > 0 && !isFixed(rows[first - 1] ?? { key: '', kind: 'message' })) first -= 1
    return [first, last]
  }

  #cut<Row extends Keyed>(rows: readonly Row[], first: number, last: number): readonly Row[] {
    const drawn = rows.slice(first, last)
    this.#first = drawn.find(isFixed)?.key ?? null
    this.#last = last >= rows.length ? null : (drawn.findLast(isFixed)?.key ?? null)
    this.#ends = { up: first === 0, down: last >= rows.length }
    return drawn
  }
}
