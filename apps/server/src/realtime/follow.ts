import type { Event } from '@baton/core'
import type { Channel } from './channel.ts'
import { nextTurn } from './clock.ts'
import type { Connection } from './connection.ts'
import { writeFrame } from './frame-codec.ts'
import type { Who } from './hello.ts'

const PAGE = 200
const RETRY_MS = 1_000
/** Then the socket is closed; its client comes back after a while. */
const MAX_TRIES = 20
/** PostgreSQL counts events in 32 bits; a cursor beyond that is beyond every log. */
const MAX_SEQ = 2 ** 31 - 2

type Replaying = { at: 'replaying'; announced: boolean }
type State = Replaying | { at: 'live' } | { at: 'ended' }

/**
 * One socket following one conversation: first what it missed, read from the log, then what is new. Every event goes out
 * once and in order; whatever happens during a replay is not sent from memory but makes the replay read once more.
 */
export class Follow {
  readonly channel: Channel
  readonly connection: Connection
  readonly who: Who
  #state: State = { at: 'ended' }
  /** The newest event that went out. */
  #sent = 0

  constructor(channel: Channel, connection: Connection, who: Who) {
    this.channel = channel
    this.connection = connection
    this.who = who
  }

  get isLive(): boolean {
    return this.#state.at === 'live'
  }

  get sent(): number {
    return this.#sent
  }

  /** Begins (again) with what comes after `after`. */
  start(after: number): void {
    const mine: Replaying = { at: 'replaying', announced: false }
    this.#state = mine
    this.#sent = Math.min(after, MAX_SEQ)
    void this.#replay(mine)
  }

  /** Something is in the log that this follow may not have. */
  announce(): void {
    if (this.#state.at === 'replaying') this.#state.announced = true
  }

  /** The next event of the conversation, as all live follows hear it. */
  hear(event: Event): void {
    if (this.#state.at !== 'live') this.announce()
    else if (event.seq > this.#sent + 1) this.start(this.#sent)
    else if (event.seq > this.#sent) {
      this.#sent = event.seq
      this.connection.send(this.channel.faceOf(event, this.who.side))
    }
  }

  send(text: string): void {
    this.connection.send(text)
  }

  end(): void {
    this.#state = { at: 'ended' }
  }

  async #replay(mine: Replaying): Promise<void> {
    for (let tries = 0; tries < MAX_TRIES && this.#state === mine; tries += 1) {
      try {
        return await this.#readAll(mine)
      } catch (error) {
        this.channel.warn('a replay failed and is tried again', error)
        await new Promise<void>((retry) => this.channel.clock.after(RETRY_MS, retry))
      }
    }
    if (this.#state === mine) this.connection.end('unavailable')
  }

  /** Pages until nothing is left and nothing was announced meanwhile; then the follow is live. */
  async #readAll(mine: Replaying): Promise<void> {
    // The first page begins with the event that the reader has already.
    for (let known = Math.min(1, this.#sent), more = true; more; known = 0) {
      mine.announced = false
      const page = await this.channel.page(this.#sent - known, PAGE + known)
      const news = known === 0 ? page : await this.#withoutKnown(mine, page)
      if (this.#state !== mine || !(await this.#sendPage(mine, news))) return
      // Nothing may be awaited between this look and going live: an event could slip between the two.
      more = page.length === PAGE + known || mine.announced
      if (more) await nextTurn()
    }
    if (this.#state === mine) this.#goLive()
  }

  /**
   * Without the event that the reader has: it only tells which engagement the reader knows. When it is not there, the log
   * is shorter than the reader believes (a backup was restored), and a lower `caught_up` will say so.
   */
  async #withoutKnown(mine: Replaying, [last, ...news]: readonly Event[]): Promise<readonly Event[]> {
    if (last === undefined) {
      const end = await this.channel.lastSeq()
      if (this.#state === mine) this.#sent = Math.min(this.#sent, end)
    } else if (this.#state === mine) this.channel.note(last)
    return news
  }

  async #sendPage(mine: Replaying, page: readonly Event[]): Promise<boolean> {
    for (const event of page) {
      if (this.#state !== mine) return false
      this.channel.note(event)
      this.#sent = event.seq
      await this.connection.sendPaced(this.channel.faceOf(event, this.who.side))
    }
    return this.#state === mine
  }

  #goLive(): void {
    this.#state = { at: 'live' }
    this.send(writeFrame({ t: 'caught_up', conversation: this.channel.conversation, seq: this.#sent }))
    this.channel.wentLive(this)
  }
}
