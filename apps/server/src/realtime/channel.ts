import type { Event } from '@baton/core'
import type { Cancel, Clock } from './clock.ts'
import type { EventFaces } from './event-faces.ts'
import type { Follow } from './follow.ts'
import type { WarnOfError } from './sparing-warnings.ts'

const PAGE = 200
const RETRY_MS = 1_000

/** Somebody who wants to know when there is an event after `after`, and nothing more. */
export type Waiter = { after: number; tell: () => void }

export type ChannelPorts = {
  clock: Clock
  faceOf: EventFaces
  /** From the log, for one reader who replays: takes its turn among many. */
  page(conversation: string, after: number, limit: number): Promise<Event[]>
  /** From the log, for everybody who is live. */
  news(conversation: string, after: number, limit: number): Promise<Event[]>
  lastSeq(conversation: string): Promise<number>
  /** Called before any follower hears the event, and again whenever somebody replays it. */
  passing(channel: Channel, event: Event): void
  /** Called once for an event that is new to those who are live, before they hear it. */
  happening(channel: Channel, event: Event): void
  /** A follow has caught up. */
  live(follow: Follow): void
  warn: WarnOfError
}

/** One conversation that somebody of this process follows or waits for. The log is read once for all who are live. */
export class Channel {
  readonly conversation: string
  readonly follows = new Set<Follow>()
  readonly waiters = new Set<Waiter>()
  /** The newest engagement that is known here. */
  engagement = 0
  readonly #ports: ChannelPorts
  /** The newest event that all live follows have. */
  #head = 0
  #pull: Promise<void> | null = null
  #again = false
  #retry: Cancel | null = null

  constructor(conversation: string, ports: ChannelPorts) {
    this.conversation = conversation
    this.#ports = ports
  }

  get clock(): Clock {
    return this.#ports.clock
  }

  get head(): number {
    return this.#head
  }

  liveFollows(): Follow[] {
    return [...this.follows].filter((follow) => follow.isLive)
  }

  page(after: number, limit: number): Promise<Event[]> {
    return this.#ports.page(this.conversation, after, limit)
  }

  lastSeq(): Promise<number> {
    return this.#ports.lastSeq(this.conversation)
  }

  faceOf: EventFaces = (event, side) => this.#ports.faceOf(event, side)

  warn(message: string, error: unknown): void {
    this.#ports.warn(message, error)
  }

  /** Looks at an event that goes past, whoever it goes to. */
  note(event: Event): void {
    this.#ports.passing(this, event)
  }

  /** These were committed just now in this process: sent without asking the log when they follow on what was sent. */
  offer(events: readonly Event[]): void {
    const [first] = events
    const last = events.at(-1)
    if (first === undefined || last === undefined) return
    if (this.#pull === null && first.seq === this.#head + 1) {
      this.#broadcast(events)
      this.#tellWaiters(last.seq)
    } else void this.announce(last.seq)
  }

  /** The log reaches up to `seq`. Resolves when whoever is live has been sent it, as far as the log could be read. */
  announce(seq: number): Promise<void> {
    for (const follow of this.follows) follow.announce()
    this.#tellWaiters(seq)
    return seq > this.#head && this.liveFollows().length > 0 ? this.#pullNews() : Promise.resolve()
  }

  wentLive(follow: Follow): void {
    const others = this.liveFollows().some((other) => other !== follow)
    if (!others) this.#head = Math.max(this.#head, follow.sent)
    // The replay found more than the others were sent: a hint was lost.
    else if (follow.sent > this.#head) void this.announce(follow.sent)
    this.#ports.live(follow)
  }

  /** Nobody is left. */
  dispose(): void {
    this.#retry?.()
  }

  #pullNews(): Promise<void> {
    this.#again = true
    this.#pull ??= this.#pullAll().finally(() => {
      this.#pull = null
    })
    return this.#pull
  }

  async #pullAll(): Promise<void> {
    try {
      while (this.#again && this.follows.size > 0) {
        this.#again = false
        const events = await this.#ports.news(this.conversation, this.#head, PAGE)
        this.#broadcast(events)
        if (events.length === PAGE) this.#again = true
      }
    } catch (error) {
      this.warn('the log could not be read for followers; it is tried again', error)
      this.#retry?.()
      this.#retry = this.clock.after(RETRY_MS, () => void this.#pullNews())
    }
  }

  #broadcast(events: readonly Event[]): void {
    for (const event of events) {
      // A follow that went live meanwhile may have moved the head.
      if (event.seq <= this.#head) continue
      this.#head = event.seq
      this.note(event)
      this.#ports.happening(this, event)
      for (const follow of [...this.follows]) this.#tell(follow, event)
    }
  }

  /** One follower that cannot be told must not keep the event from the others. */
  #tell(follow: Follow, event: Event): void {
    try {
      follow.hear(event)
    } catch (error) {
      this.warn('a follower could not be told of an event', error)
      follow.connection.cut()
    }
  }

  #tellWaiters(seq: number): void {
    for (const waiter of [...this.waiters]) if (seq > waiter.after) waiter.tell()
  }
}
