import { setTimeout as sleep } from 'node:timers/promises'

/** PostgreSQL's "could not serialize" and "deadlock detected": nothing was written, and again may succeed. */
const CONFLICTS = new Set(['40001', '40P01'])
const ATTEMPTS = 5
const FIRST_PAUSE_MS = 10

/**
 * Runs `attempt` again, up to four times and after a random pause that doubles, when the database gave it up for
 * another's sake.
 */
export async function retryConflicts<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await attempt()
    } catch (error) {
      if (tried === ATTEMPTS || !isConflict(error)) throw error
      await sleep(Math.random() * FIRST_PAUSE_MS * 2 ** tried)
    }
  }
}

function isConflict(error: unknown): boolean {
  return error instanceof Error && 'code' in error && CONFLICTS.has(String(error.code))
}
