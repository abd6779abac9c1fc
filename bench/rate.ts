/**
 * How often `step` was done in a second, with `ways` loops of it at once (each is told its number). Runs for `ms`
 * milliseconds and lets the last steps end.
 */
export async function rateOf(ways: number, ms: number, step: (way: number) => Promise<unknown>): Promise<number> {
  const from = performance.now()
  let done = 0
  const loop = async (way: number) => {
    while (performance.now() - from < ms) {
      await step(way)
      done += 1
    }
  }
  await Promise.all(Array.from({ length: ways }, (_, way) => loop(way)))
  return (done / (performance.now() - from)) * 1000
}

/** Does `work` for every item, `width` at a time, and answers the results in the order of the items. */
export async function each<Item, Result>(
  items: readonly Item[],
  width: number,
  work: (item: Item, index: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = []
  const queue = items.entries()
  const worker = async () => {
    for (const [index, item] of queue) results[index] = await work(item, index)
  }
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, worker))
  return results
}

/** What so many rounds brought, or as many as can be begun within `ms` milliseconds: one at least. */
export async function rounds<Round>(most: number, ms: number, round: () => Promise<Round>): Promise<Round[]> {
  const from = performance.now()
  const done: Round[] = []
  do done.push(await round())
  while (done.length < most && performance.now() - from < ms)
  return done
}
