import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { connectionSettings } from './postgres-pool.ts'
import { UnusableDatabase } from './unusable-database.ts'

/** How long a PostgreSQL that is not there yet is waited for: both may have been started together. */
const PATIENCE_MS = 10_000
const NOT_THERE_YET = new Set(['ECONNREFUSED', '57P03'])

type Facts = {
  version: number
  fsync: string
  synchronousCommit: string
  encoding: string
  replica: boolean
  schema: string | null
}

/**
 * Looks whether this PostgreSQL can be trusted with the conversations and answers the schema that the tables go to.
 * Throws UnusableDatabase, with what to change, when it cannot be reached, is older than 15, keeps no promise of
 * durability, cannot hold every character, or is a read-only replica.
 */
export async function checkPostgres(databaseUrl: string, patienceMs = PATIENCE_MS): Promise<string> {
  const client = await connect(databaseUrl, Date.now() + patienceMs)
  try {
    return judge(await readFacts(client))
  } finally {
    await client.end()
  }
}

async function connect(databaseUrl: string, giveUpAt: number): Promise<Client> {
  for (;;) {
    try {
      const client = new Client(connectionSettings(databaseUrl))
      client.on('error', () => {})
      await client.connect()
      return client
    } catch (error) {
      if (!isNotThereYet(error) || Date.now() > giveUpAt) throw unreachable(databaseUrl, error)
      await sleep(250)
    }
  }
}

/** A name such as localhost may stand for several addresses; pg then reports one error for each. */
function isNotThereYet(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.every(isNotThereYet)
  return error instanceof Error && 'code' in error && NOT_THERE_YET.has(String(error.code))
}

function unreachable(databaseUrl: string, error: unknown): UnusableDatabase {
  const all = error instanceof AggregateError ? error.errors : [error]
  const reason = all.map((one) => (one instanceof Error ? one.message : String(one))).join('; ')
  return new UnusableDatabase(`DATABASE_URL (${withoutPassword(databaseUrl)}) cannot be used: ${reason}`)
}

function withoutPassword(databaseUrl: string): string {
  try {
    const url = new URL(databaseUrl)
    return `${url.protocol}//${url.host}${url.pathname}`
  } catch {
    return 'not a URL such as postgres://baton@localhost:5432/baton'
  }
}

async function readFacts(client: Client): Promise<Facts> {
  const { rows } = await client.query<Facts>(
    `select current_setting('server_version_num')::int as version, current_setting('fsync') as fsync,
       current_setting('synchronous_commit') as "synchronousCommit", current_setting('server_encoding') as encoding,
       pg_is_in_recovery() as replica, current_schema() as schema`,
  )
  const [facts] = rows
  if (facts === undefined) throw new Error('PostgreSQL did not say what it is')
  return facts
}

function judge(facts: Facts): string {
  if (facts.version < 150_000) {
    throw new UnusableDatabase(`Baton needs PostgreSQL 15 or newer; this one is ${Math.floor(facts.version / 10_000)}.`)
  }
  if (facts.fsync === 'off') throw unsafe('fsync')
  if (facts.synchronousCommit === 'off') throw unsafe('synchronous_commit')
  if (facts.encoding !== 'UTF8') {
    throw new UnusableDatabase(`The database's encoding is ${facts.encoding}; Baton needs one with UTF8.`)
  }
  if (facts.replica)
    throw new UnusableDatabase('DATABASE_URL names a read-only replica; Baton needs the primary server.')
  if (facts.schema === null) {
    throw new UnusableDatabase(
      'The search_path of the database names no schema that exists; Baton needs one for its tables.',
    )
  }
  return facts.schema
}

function unsafe(setting: string): UnusableDatabase {
  return new UnusableDatabase(
    `PostgreSQL runs with ${setting} = off: messages that were acknowledged could be lost in a crash. ` +
      `Set ${setting} = on in its configuration, for the database and for the role that Baton uses.`,
  )
}
