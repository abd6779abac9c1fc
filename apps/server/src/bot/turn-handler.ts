import { type Handler, LEASE_MS } from '../outbox/handler.ts'
import { TurnJob, type TurnTaker } from './take-turns.ts'

/** The outbox handler of the bot's turns: one job is one turn. */
export function turnHandler(turns: TurnTaker): Handler {
  return {
    concurrency: 40,
    // A team whose model hangs leaves room for the others.
    lanes: { by: 'team', perLane: 32 },
    leaseMs: LEASE_MS,
    handle: async (job, signal) => {
      await turns.take(TurnJob.parse(job.payload), signal)
      return { status: 'done' }
    },
  }
}
