import type { Database, Warn } from './database.ts'
import { migrations } from './migrations/index.ts'
import { openPostgres } from './postgres.ts'
import type { Schema } from './schema.ts'
import { openSqlite } from './sqlite.ts'

/**
 * Opens the database of this installation, ready for use: PostgreSQL where `databaseUrl` is given, else the embedded
 * one in `dataDir`, which this process then holds alone. Throws UnusableDatabase, with a sentence for the operator,
 * when it must not be used as it is.
 */
export async function openDatabase(settings: {
  databaseUrl?: string
  dataDir: string
  warn?: Warn
}): Promise<Database> {
  if (settings.databaseUrl) return openPostgres<Schema>(settings.databaseUrl, migrations, settings.warn)
  return openSqlite<Schema>(settings.dataDir, migrations)
}
