export type Unit = 'ms' | 'per second' | 'bytes'

/** One line of the table: what was measured and, of the same run, what it is held against. */
export type Row = {
  bench: string
  /** The database and the number of servers; `–` where they make no difference. */
  on: string
  what: string
  measured: number
  unit: Unit
  /** `measured / compared`; null where there is nothing in the run to hold it against. */
  ratio: number | null
  against: string | null
  compared: number | null
}

/** Two figures of one round, measured within a moment of each other. */
export type Pair = { measured: number; compared: number }

type Subject = Pick<Row, 'bench' | 'on' | 'what' | 'unit'>

/** One figure against another. */
export function against(subject: Subject, what: string, { measured, compared }: Pair): Row {
  return { ...subject, measured, compared, against: what, ratio: measured / compared }
}

/** The middle round of several: each round's ratio is its own, so that a busy moment of the machine moves both sides. */
export function middleOf(subject: Subject, what: string, rounds: readonly Pair[]): Row {
  const sorted = rounds.toSorted((one, other) => one.measured / one.compared - other.measured / other.compared)
  const middle = sorted[Math.floor((sorted.length - 1) / 2)]
  if (middle === undefined) throw new Error(`no round of ${subject.what} was measured`)
  return against(subject, what, middle)
}

/** A figure that stands alone. */
export function alone(subject: Subject, measured: number): Row {
  return { ...subject, measured, compared: null, against: null, ratio: null }
}
