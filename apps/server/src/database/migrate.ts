import { type Kysely, sql } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import { UnusableDatabase } from './unusable-database.ts'

const TABLE = 'baton_migration'

/**
 * Runs the steps that the database has not had yet, all in one transaction, under a lock where several servers may
 * start at once. Throws UnusableDatabase when the database has had a step that this program does not know, and the
 * step's own error (nothing is left of it) when one fails.
 * @param schema the PostgreSQL schema to keep account in
 */
export async function migrate<Tables>(
  db: Kysely<Tables>,
  migrations: Record<string, Migration>,
  schema?: string,
): Promise<void> {
  await refuseNewer(db, migrations, schema)
  const { error, results } = await new Migrator({
    db,
    provider: { getMigrations: async () => migrations },
    migrationTableName: TABLE,
    migrationLockTableName: `${TABLE}_lock`,
    ...(schema === undefined ? {} : { migrationTableSchema: schema }),
  }).migrateToLatest()
  if (error === undefined) return
  // A newer server may have migrated between the first look and now.
  await refuseNewer(db, migrations, schema)
  const failed = results?.find((result) => result.status === 'Error')?.migrationName ?? 'its preparation'
  const reason = error instanceof Error ? error.message : String(error)
  throw new Error(`bringing the database up to date failed in ${failed}: ${reason}`, { cause: error })
}

async function refuseNewer<Tables>(db: Kysely<Tables>, known: Record<string, Migration>, schema?: string) {
  const unknown = (await stepsDone(db, schema)).filter((name) => !Object.hasOwn(known, name))
  if (unknown.length === 0) return
  throw new UnusableDatabase(
    `The database was last used by a newer version of Baton: it has had ${unknown.join(', ')}, which this version ` +
      'does not know. Start that version or a newer one, or restore a backup that was made before the upgrade.',
  )
}

async function stepsDone<Tables>(db: Kysely<Tables>, schema?: string): Promise<string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true })
  if (!tables.some((table) => table.name === TABLE && (schema === undefined || table.schema === schema))) return []
  const table = schema === undefined ? sql.table(TABLE) : sql.table(`${schema}.${TABLE}`)
  const { rows } = await sql<{ name: string }>`select name from ${table} order by name`.execute(db)
  return rows.map((row) => row.name)
}
