import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject } from 'vitest'
import { copyDatabase, createDatabase, dropDatabase } from './postgres-databases.ts'

export type DatabaseKind = 'sqlite' | 'postgres'

export type FreshDatabase = {
  settings: { databaseUrl?: string; dataDir: string }
  /** Removes the database and the data directory. */
  remove(): Promise<void>
}

const adminUrl = inject('postgresUrl') ?? null
const preparedUrl = inject('preparedUrl') ?? null

/** The databases that this machine can test with; `describe.each(databaseKinds)` proves a promise on each of them. */
export const databaseKinds: DatabaseKind[] = adminUrl === null ? ['sqlite'] : ['sqlite', 'postgres']

/** An empty database for one test, and a data directory of its own. */
export function freshDatabase(kind: DatabaseKind): Promise<FreshDatabase> {
  return forOneTest(kind, createDatabase)
}

/** As `freshDatabase`, with every table in it where that is quicker than to have it made anew by each test. */
export function preparedDatabase(kind: DatabaseKind): Promise<FreshDatabase> {
  return forOneTest(kind, (admin) => (preparedUrl === null ? createDatabase(admin) : copyDatabase(admin, preparedUrl)))
}

async function forOneTest(kind: DatabaseKind, make: (adminUrl: string) => Promise<string>): Promise<FreshDatabase> {
  const dataDir = mkdtempSync(join(tmpdir(), 'baton-data-'))
  const removeData = () => rmSync(dataDir, { recursive: true, force: true })
  if (kind === 'sqlite') return { settings: { dataDir }, remove: async () => removeData() }
  if (adminUrl === null) throw new Error('there is no PostgreSQL to test with; ask databaseKinds first')
  const databaseUrl = await make(adminUrl)
  return {
    settings: { databaseUrl, dataDir },
    remove: async () => {
      await dropDatabase(adminUrl, databaseUrl)
      removeData()
    },
  }
}
