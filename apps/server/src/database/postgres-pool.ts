import { Pool, type PoolClient, type PoolConfig, types } from 'pg'
import type { Warn } from './database.ts'

const INT8 = 20
const ANSWER_MS = 20_000

/** What every connection of ours has in common. */
export function connectionSettings(databaseUrl: string) {
  return {
    connectionString: databaseUrl,
    application_name: 'baton',
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    types: { getTypeParser: parserOf as typeof types.getTypeParser },
  } satisfies PoolConfig
}

/**
 * The server's pool. The database gives up a statement after 15 s and an idle transaction after 30 s; where nothing
 * comes back at all for 20 s, the connection is thrown away. A connection that dies is only worth a warning: the next
 * query opens another.
 */
export function openPool(databaseUrl: string, warn: Warn, answerMs = ANSWER_MS): Pool {
  const pool = new Pool({
    ...connectionSettings(databaseUrl),
    max: 16,
    idleTimeoutMillis: 30_000,
    statement_timeout: 15_000,
    idle_in_transaction_session_timeout: 30_000,
    query_timeout: answerMs,
  })
  pool.on('error', (error) => warnUnlessEnding(pool, warn, error))
  pool.on('connect', (client) => {
    // While a client is lent out nobody else listens, and an unheard 'error' would end the process.
    // The query under way, or the next one, is told.
    client.on('error', () => {})
    discardWhenStuck(client)
  })
  return pool
}

/** A pool for work that may take as long as it must, such as migrations. */
export function openPatientPool(databaseUrl: string, warn: Warn): Pool {
  const pool = new Pool({ ...connectionSettings(databaseUrl), max: 2 })
  pool.on('error', (error) => warnUnlessEnding(pool, warn, error))
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

/** A pool has ended before its connections are all gone; how those go is nobody's concern any more. */
function warnUnlessEnding(pool: Pool, warn: Warn, error: Error): void {
  if (!pool.ending) warn('an idle PostgreSQL connection was lost', error)
}

/**
 * pg gives up waiting for an answer but keeps the connection, which goes back to the pool with the lost query still
 * on it, and is the first one to be lent again. Cut instead, the pool drops it.
 */
function discardWhenStuck(client: PoolClient): void {
  client.query = new Proxy(client.query, {
    apply(query, self, parameters) {
      const answer: unknown = Reflect.apply(query, self, parameters)
      if (answer instanceof Promise) answer.catch((error) => isTimeout(error) && client.connection.stream.destroy())
      return answer
    },
  })
}

const isTimeout = (error: unknown) => error instanceof Error && error.message === 'Query read timeout'

/** 64-bit integers (times, counts) become numbers; all else is parsed as pg does. For our pools only, not globally. */
function parserOf(oid: number, format?: 'text' | 'binary'): unknown {
  if (oid === INT8 && format !== 'binary') return safeInteger
  return format === 'binary' ? types.getTypeParser(oid, 'binary') : types.getTypeParser(oid, 'text')
}

function safeInteger(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`the integer ${text} is too large for a number`)
  return value
}
