import type { Database } from '../database/database.ts'
import { UnusableDatabase } from '../database/unusable-database.ts'

/**
 * Refuses a database that was written under another secret: its tokens and stored secrets could not be read. The first
 * server on an empty database leaves its mark.
 */
export async function checkSecret({ db }: Database, fingerprint: string): Promise<void> {
  await db
    .insertInto('settings')
    .values({ key: 'secret_fingerprint', value: fingerprint })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute()
  const query = db.selectFrom('settings').select('value').where('key', '=', 'secret_fingerprint')
  const { value } = await query.executeTakeFirstOrThrow()
  if (value === fingerprint) return
  throw new UnusableDatabase(
    'This database was set up with another BATON_SECRET. Give this server the same BATON_SECRET as before, or the DATA_DIR that holds it.',
  )
}
