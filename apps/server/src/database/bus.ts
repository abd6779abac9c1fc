import { type Database, type Warn, warnOnProcess } from './database.ts'
import { openLocalBus } from './local-bus.ts'
import { openPostgresBus } from './postgres-bus.ts'

/** A hint for the other server processes, or something transient. It must survive JSON, and be short (7 kB). */
export type BusMessage = Record<string, unknown> & { kind: string }

/**
 * Tells all server processes of one installation what just happened. Hints may be lost: whoever hears them reads the
 * truth from the log, and reads it again after a gap.
 */
export type Bus = {
  /**
   * To every listener of every server process, this one included; never throws. What one process publishes keeps its
   * order.
   */
  publish(message: BusMessage): void
  /** Answers how to stop listening. A listener that throws harms nobody else. */
  subscribe(listener: (message: BusMessage) => void): () => void
  /** Calls `listener` whenever messages of other processes may have been missed; answers how to stop. */
  onGap(listener: () => void): () => void
  /** Sends what is waiting, for at most a second. Nothing is heard afterwards. */
  close(): Promise<void>
}

/** The bus that fits the database: within this process for SQLite, LISTEN and NOTIFY for PostgreSQL. */
export async function openBus(
  database: Pick<Database, 'kind'>,
  settings: { databaseUrl?: string; warn?: Warn },
): Promise<Bus> {
  const warn = settings.warn ?? warnOnProcess
  if (database.kind === 'sqlite') return openLocalBus(warn)
  if (settings.databaseUrl === undefined) throw new Error('the bus of a PostgreSQL database needs its databaseUrl')
  return openPostgresBus(settings.databaseUrl, warn)
}
