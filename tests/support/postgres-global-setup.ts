import type { TestProject } from 'vitest/node'
import { openDatabase } from '../../apps/server/src/database/open-database.ts'
import { startCluster } from './postgres-cluster.ts'
import { createDatabase, dropDatabase } from './postgres-databases.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The PostgreSQL that all tests of this run share; null where the machine has none. */
    postgresUrl: string | null
    /** A database with every table in it, to be copied and never opened; null where there is no PostgreSQL. */
    preparedUrl: string | null
  }
}

/** One PostgreSQL for the whole run: the one that BATON_TEST_POSTGRES_URL names, else one of our own. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const borrowed = process.env.BATON_TEST_POSTGRES_URL || null
  const cluster = borrowed === null ? await startCluster() : null
  const adminUrl = borrowed ?? cluster?.adminUrl ?? null
  const preparedUrl = adminUrl === null ? null : await prepare(adminUrl)
  project.provide('postgresUrl', adminUrl)
  project.provide('preparedUrl', preparedUrl)
  return async () => {
    if (adminUrl !== null && preparedUrl !== null) await dropDatabase(adminUrl, preparedUrl)
    await cluster?.stop()
  }
}

async function prepare(adminUrl: string): Promise<string> {
  const databaseUrl = await createDatabase(adminUrl)
  const database = await openDatabase({ databaseUrl, dataDir: '' })
  await database.close()
  return databaseUrl
}
