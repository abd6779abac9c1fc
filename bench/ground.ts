import type { Cluster } from '../tests/support/postgres-cluster.ts'

/** What a bench runs on: one server on the embedded database, or one or two on PostgreSQL. */
export type Ground = {
  name: string
  servers: 1 | 2
  /** Makes an empty PostgreSQL database and answers its address; null for the embedded one. */
  makeDatabase: (() => Promise<string>) | null
}

/** Everything that this machine can measure on. */
export function groundsOn(cluster: Cluster | null): Ground[] {
  const embedded: Ground = { name: 'sqlite', servers: 1, makeDatabase: null }
  if (cluster === null) return [embedded]
  const makeDatabase = () => cluster.createDatabase()
  return [
    embedded,
    { name: 'postgres, 1 server', servers: 1, makeDatabase },
    { name: 'postgres, 2 servers', servers: 2, makeDatabase },
  ]
}
