import type { TestProject } from 'vitest/node'
import { startCluster } from './postgres-cluster.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The PostgreSQL that all tests of this run share; null where the machine has none. */
    postgresUrl: string | null
  }
}

/** One PostgreSQL for the whole run: the one that BATON_TEST_POSTGRES_URL names, else one of our own. */
export default async function setUp(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const borrowed = process.env.BATON_TEST_POSTGRES_URL
  if (borrowed !== undefined && borrowed !== '') {
    project.provide('postgresUrl', borrowed)
    return undefined
  }
  const cluster = await startCluster()
  project.provide('postgresUrl', cluster?.adminUrl ?? null)
  return cluster?.stop
}
