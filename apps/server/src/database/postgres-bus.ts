import { createHash, randomUUID } from 'node:crypto'
import { Pool } from 'pg'
import type { Bus } from './bus.ts'
import { readEnvelope } from './bus-envelope.ts'
import type { Warn } from './database.ts'
import { followEnvelopes } from './envelope-order.ts'
import { createListeners } from './local-bus.ts'
import { openListener } from './postgres-listener.ts'
import { PostgresNotifier } from './postgres-notifier.ts'
import { connectionSettings } from './postgres-pool.ts'

const ANSWER_MS = 5_000

/**
 * The bus between servers on one PostgreSQL. A process hears its own messages at once and ignores their echo; the
 * others hear them some milliseconds later. Rejects when the database cannot be reached; later outages it survives.
 */
export async function openPostgresBus(databaseUrl: string, warn: Warn): Promise<Bus> {
  const pool = openNotifyPool(databaseUrl)
  try {
    const channel = await channelOf(pool)
    return await connectBus(databaseUrl, pool, channel, warn)
  } catch (error) {
    await pool.end()
    throw error
  }
}

async function connectBus(databaseUrl: string, pool: Pool, channel: string, warn: Warn): Promise<Bus> {
  const origin = randomUUID()
  const listeners = createListeners(warn)
  const order = followEnvelopes()
  const hear = (payload: string) => {
    const envelope = readEnvelope(payload)
    if (envelope === undefined) return warn(`something else was heard on the channel ${channel}`)
    if (envelope.origin === origin) return
    const place = order.judge(envelope.origin, envelope.number)
    if (place === 'repeated') return
    if (place === 'after a gap') listeners.tellGap()
    envelope.messages.forEach(listeners.tell)
  }
  const reconnected = () => {
    order.forget()
    listeners.tellGap()
  }
  const listener = await openListener({ databaseUrl, channel, hear, reconnected, warn })
  const notifier = new PostgresNotifier(pool, channel, origin, warn)
  return {
    publish: (message) => {
      listeners.tell(message)
      notifier.send(message)
    },
    subscribe: listeners.subscribe,
    onGap: listeners.onGap,
    close: async () => {
      listeners.close()
      await Promise.all([notifier.close(), listener.close()])
    },
  }
}

/** One connection, so that what is sent keeps its order; the pool replaces it when it dies. */
function openNotifyPool(databaseUrl: string): Pool {
  const pool = new Pool({ ...connectionSettings(databaseUrl), max: 1, idleTimeoutMillis: 0, query_timeout: ANSWER_MS })
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

/** Channels belong to a database already; installations in several schemas of one database must not hear each other. */
async function channelOf(pool: Pool): Promise<string> {
  const { rows } = await pool.query<{ place: string }>(`select current_database() || '/' || current_schema() as place`)
  const place = rows[0]?.place ?? ''
  return `baton_${createHash('sha256').update(place).digest('hex').slice(0, 16)}`
}
