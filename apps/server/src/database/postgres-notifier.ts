import { setTimeout as sleep } from 'node:timers/promises'
import type { Pool } from 'pg'
import { MESSAGE_BYTES, takeBatch, writeEnvelope } from './bus-envelope.ts'
import type { Warn } from './database.ts'
import { withinTime } from './time-limit.ts'

const COLLECT_MS = 5
const MOST_WAITING = 10_000
const FIRST_PAUSE_MS = 50
const LONGEST_PAUSE_MS = 2_000
const CLOSE_MS = 1_000
/** PostgreSQL will never take this envelope: invalid parameter, or more than it can store. */
const HOPELESS = new Set(['22023', '54000'])

/**
 * Sends the messages of one process to a NOTIFY channel: those of a few milliseconds together, one envelope after
 * the other, tried again while the database is away. What cannot wait any longer is dropped, oldest first, and leaves a
 * missing number by which the receivers know.
 */
export class PostgresNotifier {
  readonly #pool: Pool
  readonly #channel: string
  readonly #origin: string
  readonly #warn: Warn
  readonly #waiting: string[] = []
  #number = 0
  #flushing: Promise<void> | undefined
  #complained = false
  readonly #closing = new AbortController()

  constructor(pool: Pool, channel: string, origin: string, warn: Warn) {
    this.#pool = pool
    this.#channel = channel
    this.#origin = origin
    this.#warn = warn
  }

  /** Never throws, never waits. */
  send(message: { kind: string }): void {
    if (this.#closing.signal.aborted) return
    const text = this.#write(message)
    if (text === undefined) {
      this.#skip()
    } else {
      if (this.#waiting.length >= MOST_WAITING) this.#dropOldest()
      this.#waiting.push(text)
      this.#flushing ??= this.#collectAndFlush()
    }
  }

  /** Sends what is waiting if that can be done within a second. */
  async close(): Promise<void> {
    const flushed = this.#flushing ?? Promise.resolve()
    await withinTime(CLOSE_MS, flushed, 'still sending').catch(() => {})
    this.#closing.abort()
    await withinTime(CLOSE_MS, this.#pool.end(), 'still connected').catch(() => {})
  }

  #write(message: { kind: string }): string | undefined {
    try {
      const text = JSON.stringify(message)
      if (Buffer.byteLength(text) < MESSAGE_BYTES) return text
      this.#warn(`a message of kind ${message.kind} is too long for the other servers and was not sent to them`)
    } catch (error) {
      this.#warn(
        `a message of kind ${message.kind} cannot be written as JSON and was not sent to the other servers`,
        error,
      )
    }
    return undefined
  }

  /** Leaves out a number, which tells the receivers that something is missing. */
  #skip(): void {
    this.#number += 1
  }

  #dropOldest(): void {
    this.#waiting.shift()
    this.#skip()
  }

  async #collectAndFlush(): Promise<void> {
    await sleep(COLLECT_MS)
    while (this.#waiting.length > 0 && !this.#closing.signal.aborted) {
      this.#number += 1
      await this.#deliver(writeEnvelope(this.#origin, this.#number, takeBatch(this.#waiting)))
    }
    this.#flushing = undefined
  }

  async #deliver(envelope: string): Promise<void> {
    for (let pause = FIRST_PAUSE_MS; !this.#closing.signal.aborted; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      try {
        await this.#pool.query({ name: 'notify', text: 'select pg_notify($1, $2)', values: [this.#channel, envelope] })
        this.#complained = false
        return
      } catch (error) {
        this.#complain(error)
        if (isHopeless(error)) return
        await sleep(pause * (0.5 + Math.random() / 2))
      }
    }
  }

  /** Once for each outage. */
  #complain(error: unknown): void {
    if (this.#complained || this.#closing.signal.aborted) return
    this.#complained = true
    this.#warn('telling the other servers failed; trying again', error)
  }
}

function isHopeless(error: unknown): boolean {
  return error instanceof Error && 'code' in error && HOPELESS.has(String(error.code))
}
