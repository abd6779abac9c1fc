import { randomBytes } from 'node:crypto'
import { type DatabaseKind, type FreshDatabase, preparedDatabase } from './fresh-database.ts'
import { type ServerProcess, startServerProcess } from './server-process.ts'

export type Servers = {
  /** One on SQLite, two on PostgreSQL. */
  all: ServerProcess[]
  first: ServerProcess
  last: ServerProcess
  /** Any of them, in turn. */
  any: (index: number) => ServerProcess
  fresh: FreshDatabase
  env: Record<string, string>
  close: () => Promise<void>
}

/** Real servers on a fresh database: as many as the database can have, two at most. `entry` starts them, else `main.ts`. */
export async function startServers(
  kind: DatabaseKind,
  env: Record<string, string> = {},
  entry?: string,
): Promise<Servers> {
  const fresh = await preparedDatabase(kind)
  const { databaseUrl, dataDir } = fresh.settings
  const shared = {
    DATA_DIR: dataDir,
    BATON_SECRET: randomBytes(32).toString('base64url'),
    ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
    ...env,
  }
  const first = await startServerProcess(shared, entry)
  const all = kind === 'sqlite' ? [first] : [first, await startServerProcess(shared, entry)]
  return {
    all,
    first,
    last: all.at(-1) ?? first,
    any: (index) => all[index % all.length] ?? first,
    fresh,
    env: shared,
    close: async () => {
      await Promise.all(all.map((server) => server.kill()))
      await fresh.remove()
    },
  }
}
