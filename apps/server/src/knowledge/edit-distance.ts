/** What is longer is no word that anybody types. */
const LONGEST = 40

/** Whether two words differ by no more than a slip of the finger: the same first letter, one edit, two in long words. */
export function nearlySame(a: string, b: string): boolean {
  if (a.length < 5 || a.length > LONGEST || a[0] !== b[0] || Math.abs(a.length - b.length) > 2) return false
  return editDistance(a, b) <= (a.length < 8 ? 1 : 2)
}

/** How many letters must be added, dropped, replaced or swapped with their neighbour to turn one word into the other. */
export function editDistance(a: string, b: string): number {
  let before: number[] = []
  let above = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row++) {
    const line = [row]
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1]
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      const drop = (above[column] ?? 0) + 1
      const add = (line[column - 1] ?? 0) + 1
      const replace = (above[column - 1] ?? 0) + (same ? 0 : 1)
      line.push(Math.min(drop, add, replace, swapped ? (before[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY))
    }
    before = above
    above = line
  }
  return above[b.length] ?? 0
}
