import { type ClientFrame, HELLO_TIMEOUT_MS } from '@baton/protocol'
import type { Cancel, Clock } from './clock.ts'
import type { Follow } from './follow.ts'
import { type CloseName, closeCode, errorFrame, isErrorCode, readFrame, writeFrame } from './frame-codec.ts'
import { createFrameRate } from './frame-rate.ts'
import { type Heartbeat, startHeartbeat } from './heartbeat.ts'
import type { Door, Identity } from './hello.ts'
import type { Wire } from './wire.ts'

/** What waits for a reader at most, in bytes; a socket with more is cut. */
const MAX_BUFFERED = 1024 * 1024
/** Above this a reader is behind: a replay waits for it, and what is only a hint is left out. */
const BEHIND = 256 * 1024
/** Frames that wait for their turn before the socket is not read any further. */
const MAX_WAITING = 32

type Phase =
  | { at: 'awaiting_hello'; giveUp: Cancel }
  | { at: 'checking_hello' }
  | { at: 'live'; identity: Identity }
  | { at: 'closing' }

/** A frame of somebody who has been recognised. */
export type LiveFrame = Exclude<ClientFrame, { t: 'hello' | 'ping' }>

/** What the connections of this process have in common. None of it rejects. */
export type ConnectionWork = {
  clock: Clock
  rateLimits: boolean
  /** Who says hello, or why the socket closes. */
  admit(connection: Connection, token: string | undefined): Promise<Identity | CloseName>
  arrived(connection: Connection, identity: Identity): void
  perform(connection: Connection, frame: LiveFrame): Promise<void>
  /** A sign of life. */
  alive(identity: Identity): void
  /** It does nothing more, and is about to close. */
  left(connection: Connection, identity: Identity | null): void
  /** The socket is gone. */
  closed(connection: Connection): void
}

/** One socket: it must say hello, then its frames are done one after another, until it closes. */
export class Connection {
  readonly door: Door
  /** By conversation. */
  readonly follows = new Map<string, Follow>()
  readonly #wire: Wire
  readonly #work: ConnectionWork
  readonly #heartbeat: Heartbeat
  readonly #withinRate: () => boolean
  readonly #waiting: LiveFrame[] = []
  #working = false
  #phase: Phase

  constructor(wire: Wire, door: Door, work: ConnectionWork) {
    this.door = door
    this.#wire = wire
    this.#work = work
    this.#withinRate = work.rateLimits ? createFrameRate(work.clock) : () => true
    this.#heartbeat = startHeartbeat(work.clock, { ping: () => wire.ping(), dead: () => this.#dead() })
    const giveUp = work.clock.after(HELLO_TIMEOUT_MS, () => this.end('hello_missing'))
    this.#phase = { at: 'awaiting_hello', giveUp }
    wire.listen({
      frame: (data, binary) => this.#receive(data, binary),
      pong: () => this.#alive(),
      closed: () => {
        this.#leave()
        work.closed(this)
      },
    })
  }

  /** Who is there; null before hello was accepted, and from the moment it closes. */
  get identity(): Identity | null {
    return this.#phase.at === 'live' ? this.#phase.identity : null
  }

  /** Whether the reader has a lot to take yet. */
  get behind(): boolean {
    return this.#wire.bufferedAmount > BEHIND
  }

  /** Never throws. A reader that is too far behind is cut. */
  send(text: string): void {
    if (this.#phase.at === 'closing') return
    if (this.#wire.bufferedAmount + Buffer.byteLength(text) > MAX_BUFFERED) this.end('too_slow')
    else this.#wire.send(text)
  }

  /** Resolves when there is room for more. */
  async sendPaced(text: string): Promise<void> {
    if (!this.behind) return this.send(text)
    if (this.#phase.at === 'closing') return
    await new Promise<void>((taken) => this.#wire.send(text, taken))
  }

  /** Says why, and closes. */
  end(name: CloseName): void {
    if (this.#phase.at === 'closing') return
    if (isErrorCode(name)) this.#wire.send(errorFrame(name))
    this.#leave()
    this.#wire.close(closeCode(name), name)
  }

  /** Ends at once, whatever is still on its way. */
  cut(): void {
    this.#leave()
    this.#wire.terminate()
  }

  #receive(data: Buffer, binary: boolean): void {
    if (this.#phase.at === 'closing') return
    this.#alive()
    if (!this.#withinRate()) {
      this.end('rate_limited')
      return
    }
    const frame = readFrame(data, binary)
    const greets = frame?.t === 'hello'
    if (frame === null || greets !== (this.#phase.at === 'awaiting_hello')) this.end('bad_frame')
    else if (greets) void this.#hello(frame.token)
    else if (frame.t === 'ping') this.send(writeFrame({ t: 'pong' }))
    else this.#enqueue(frame)
  }

  async #hello(token: string | undefined): Promise<void> {
    if (this.#phase.at === 'awaiting_hello') this.#phase.giveUp()
    this.#phase = { at: 'checking_hello' }
    const identity = await this.#work.admit(this, token)
    // It may have closed meanwhile.
    if (this.#phase.at !== 'checking_hello') return
    if (typeof identity === 'string') return this.end(identity)
    this.#phase = { at: 'live', identity }
    this.#work.arrived(this, identity)
    await this.#performAll()
  }

  #enqueue(frame: LiveFrame): void {
    this.#waiting.push(frame)
    if (this.#waiting.length === MAX_WAITING) this.#wire.pause()
    void this.#performAll()
  }

  async #performAll(): Promise<void> {
    if (this.#working) return
    this.#working = true
    while (this.#phase.at === 'live') {
      const frame = this.#waiting.shift()
      if (frame === undefined) break
      await this.#work.perform(this, frame)
      if (this.#waiting.length === MAX_WAITING - 1) this.#wire.resume()
    }
    this.#working = false
  }

  #alive(): void {
    this.#heartbeat.alive()
    if (this.identity !== null) this.#work.alive(this.identity)
  }

  #dead(): void {
    // While we do not read we cannot hear a pong either.
    if (this.#waiting.length >= MAX_WAITING) this.#heartbeat.alive()
    else {
      this.end('timed_out')
      this.#wire.terminate()
    }
  }

  #leave(): void {
    if (this.#phase.at === 'closing') return
    if (this.#phase.at === 'awaiting_hello') this.#phase.giveUp()
    const { identity } = this
    this.#phase = { at: 'closing' }
    this.#heartbeat.stop()
    this.#waiting.length = 0
    this.#work.left(this, identity)
  }
}
