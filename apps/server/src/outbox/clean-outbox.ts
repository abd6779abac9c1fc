import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Database } from '../database/database.ts'
import { forgetMailCounts } from '../store/mail-counts.ts'
import { forgetMailedLinks } from '../store/mailed-links.ts'
import { deleteEnded } from '../store/outbox.ts'

const BATCH = 500

/** Removes jobs that ended long ago, in small batches so that nobody waits for it. */
export async function cleanOutbox(database: Database, isStopped: () => boolean): Promise<void> {
  const now = await database.now()
  await forgetMailCounts(database, now)
  await forgetMailedLinks(database, now)
  while (!isStopped()) {
    if ((await deleteEnded(database, BATCH)) < BATCH) return
    await nextTurn()
  }
}
