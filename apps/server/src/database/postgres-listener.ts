import { setTimeout as sleep } from 'node:timers/promises'
import { Client, escapeIdentifier } from 'pg'
import type { Warn } from './database.ts'
import { connectionSettings } from './postgres-pool.ts'
import { withinTime } from './time-limit.ts'

const HEARTBEAT_MS = 10_000
const ANSWER_MS = 5_000
const FIRST_PAUSE_MS = 100
const LONGEST_PAUSE_MS = 5_000
const CLOSE_MS = 1_000

export type ListenerSettings = {
  databaseUrl: string
  channel: string
  hear(payload: string): void
  /** The connection was lost and is back: what was sent in between has not been heard. */
  reconnected(): void
  warn: Warn
  /** How often the connection is asked whether it is still there, and how long it may take to answer. */
  heartbeatMs?: number
  answerMs?: number
}

/**
 * Listens to one NOTIFY channel for as long as it is open, on a connection of its own. A connection that broke, or
 * that does not answer, is replaced. Rejects when the first one cannot be made.
 */
export async function openListener(settings: ListenerSettings): Promise<{ close(): Promise<void> }> {
  const closing = new AbortController()
  let client = await listen(settings)
  const keepListening = async () => {
    while (!closing.signal.aborted) {
      await ended(client, settings.heartbeatMs)
      if (closing.signal.aborted) return
      settings.warn('the connection that hears of the other servers was lost; connecting again')
      client = (await listenAgain(settings, closing.signal)) ?? client
      if (!closing.signal.aborted) settings.reconnected()
    }
    client.connection.stream.destroy()
  }
  const life = keepListening()
  return {
    close: async () => {
      closing.abort()
      await withinTime(CLOSE_MS, client.end(), 'still connected').catch(() => client.connection.stream.destroy())
      await withinTime(CLOSE_MS, life, 'still connecting').catch(() => {})
    },
  }
}

async function listen(settings: ListenerSettings): Promise<Client> {
  const client = new Client({
    ...connectionSettings(settings.databaseUrl),
    query_timeout: settings.answerMs ?? ANSWER_MS,
  })
  // Without a listener the loss of the connection would end the process; 'end' follows and is what we act on.
  client.on('error', () => {})
  client.on('notification', (notification) => settings.hear(notification.payload ?? ''))
  try {
    await client.connect()
    await client.query(`listen ${escapeIdentifier(settings.channel)}`)
    return client
  } catch (error) {
    client.connection.stream.destroy()
    throw error
  }
}

async function listenAgain(settings: ListenerSettings, closing: AbortSignal): Promise<Client | undefined> {
  for (let pause = FIRST_PAUSE_MS; !closing.aborted; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    await sleep(pause * (0.5 + Math.random() / 2), undefined, { signal: closing }).catch(() => {})
    if (closing.aborted) return undefined
    const client = await listen(settings).catch(() => undefined)
    if (client !== undefined) return client
  }
  return undefined
}

/** Resolves when the connection has ended, which it is made to do when it stops answering. */
async function ended(client: Client, heartbeatMs = HEARTBEAT_MS): Promise<void> {
  let asking = false
  const ask = async () => {
    if (asking) return
    asking = true
    await client.query('select 1').catch(() => client.connection.stream.destroy())
    asking = false
  }
  const heartbeat = setInterval(ask, heartbeatMs)
  await new Promise<void>((resolve) => client.once('end', () => resolve()))
  clearInterval(heartbeat)
}
