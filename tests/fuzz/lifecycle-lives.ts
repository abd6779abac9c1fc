import fc from 'fast-check'
import { type Rules, Run, type Watch } from './lifecycle-run.ts'
import { stepOf } from './lifecycle-steps.ts'

/** How many lives of a conversation are tried: `FUZZ_RUNS`, or 100,000. */
export const RUNS = Number(process.env.FUZZ_RUNS ?? 100_000)
/** `FUZZ_SEED` repeats a run: the seed that a failure prints. */
const SEED = process.env.FUZZ_SEED === undefined ? undefined : Number(process.env.FUZZ_SEED)
const LONGEST = 25

// Evenly from the whole range: the numbers stand for steps, small ones are not simpler.
const step = fc.noBias(fc.nat({ max: 2 ** 31 - 1 })).map(stepOf)
const begins = fc.record({ firstMessage: fc.boolean(), holds: fc.boolean() })
const life = fc.noBias(fc.array(step, { minLength: 1, maxLength: LONGEST, size: 'max' }))

/** Lets this many conversations live beside their models; throws with seed and shortest steps where they part. */
export function lives(runs: number, rules?: Rules, watch?: Watch, seed = SEED): void {
  const goesAsTheModel = fc.property(begins, life, (start, steps) => {
    const run = new Run(start, rules, watch)
    for (const one of steps) run.take(one)
    run.leadsOn()
  })
  fc.assert(goesAsTheModel, { numRuns: runs, ...(seed === undefined ? {} : { seed }) })
}
