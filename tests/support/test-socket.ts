import type { ClientFrame, EventView, ServerFrame } from '@baton/protocol'
import { WebSocket } from 'ws'

export type Credentials = {
  cookie?: string
  /** A customer's token, or an API key. */
  token?: string
  /** By default the server's own for a cookie, none for a token; null for none. */
  origin?: string | null
  /** False: connects without saying hello. */
  hello?: boolean
}

type OfType<T extends ServerFrame['t']> = Extract<ServerFrame, { t: T }>

/** A realtime client for tests: `connect`, `follow`, `waitFor`, and everything it received. */
export class TestSocket {
  readonly frames: ServerFrame[] = []
  readonly closed: Promise<{ code: number; reason: string }>
  readonly socket: WebSocket
  readonly #watchers = new Set<() => void>()
  #isClosed = false

  private constructor(socket: WebSocket) {
    this.socket = socket
    socket.on('message', (data) => {
      this.frames.push(JSON.parse(String(data)))
      for (const watch of [...this.#watchers]) watch()
    })
    socket.on('error', () => {})
    this.closed = new Promise((resolve) => {
      socket.on('close', (code, reason) => {
        this.#isClosed = true
        resolve({ code, reason: String(reason) })
        for (const watch of [...this.#watchers]) watch()
      })
    })
  }

  /** Opens a socket to a server (`http://…` or `ws://…`, with or without `/realtime`) and says hello; resolves at `ready`. */
  static async connect(url: string, who: Credentials = {}): Promise<TestSocket> {
    const address = new URL(url)
    const home = address.origin.replace(/^ws/, 'http')
    address.protocol = address.protocol.replace('http', 'ws')
    if (address.pathname === '/') address.pathname = '/realtime'
    const origin = who.origin === undefined && who.cookie !== undefined ? home : who.origin
    const ws = new WebSocket(address, {
      headers: { ...(who.cookie ? { cookie: who.cookie } : {}), ...(origin ? { origin } : {}) },
      perMessageDeflate: false,
    })
    const socket = new TestSocket(ws)
    await new Promise<void>((resolve, reject) => {
      ws.once('open', resolve)
      ws.once('error', reject)
    })
    if (who.hello === false) return socket
    socket.send({ t: 'hello', ...(who.token === undefined ? {} : { token: who.token }) })
    await socket.waitForFrame('ready')
    return socket
  }

  send(frame: ClientFrame): void {
    this.sendRaw(JSON.stringify(frame))
  }

  /** Text as it is, or binary. */
  sendRaw(data: string | Buffer): void {
    this.socket.send(data)
  }

  /** The first frame, received already or still to come, that fits. Rejects after `ms`, or when the socket closes. */
  waitFor(fits: (frame: ServerFrame) => boolean, ms = 5_000): Promise<ServerFrame> {
    return new Promise((resolve, reject) => {
      const end = (settle: () => void) => {
        clearTimeout(timer)
        this.#watchers.delete(look)
        settle()
      }
      const look = () => {
        const found = this.frames.find(fits)
        if (found !== undefined) end(() => resolve(found))
        else if (this.#isClosed) end(() => reject(new Error(`closed while waiting; ${this.#story()}`)))
      }
      const timer = setTimeout(() => end(() => reject(new Error(`nothing fitted in ${ms} ms; ${this.#story()}`))), ms)
      this.#watchers.add(look)
      look()
    })
  }

  async waitForFrame<T extends ServerFrame['t']>(t: T, fits: (frame: OfType<T>) => boolean = () => true, ms = 5_000) {
    const isIt = (frame: ServerFrame): frame is OfType<T> => frame.t === t && fits(frame as OfType<T>)
    const frame = await this.waitFor(isIt, ms)
    if (!isIt(frame)) throw new Error('unreachable')
    return frame
  }

  framesOf<T extends ServerFrame['t']>(t: T): OfType<T>[] {
    return this.frames.filter((frame): frame is OfType<T> => frame.t === t)
  }

  /** Follows a conversation; resolves when it has caught up. */
  async follow(conversation: string, after = 0): Promise<FollowedLog> {
    const from = this.frames.length
    this.send({ t: 'follow', conversation, after })
    const isCaughtUp = (frame: ServerFrame) =>
      (frame.t === 'caught_up' && frame.conversation === conversation) || frame.t === 'error'
    const answer = await this.waitFor((frame) => this.frames.indexOf(frame) >= from && isCaughtUp(frame))
    if (answer.t === 'error') throw new Error(`follow was answered with ${answer.code}`)
    return new FollowedLog(this, { conversation, after, from })
  }

  /** Closes from this side, and waits until it is done. */
  async close(): Promise<void> {
    this.socket.close()
    await this.closed
  }

  #story(): string {
    return `received: ${JSON.stringify(this.frames).slice(0, 2_000)}`
  }
}

/** What one follow has brought. Throws when it is not contiguous: a gap, a repeat, a wrong order. */
export class FollowedLog {
  readonly #socket: TestSocket
  readonly #place: { conversation: string; after: number; from: number }

  constructor(socket: TestSocket, place: { conversation: string; after: number; from: number }) {
    this.#socket = socket
    this.#place = place
  }

  get events(): EventView[] {
    const { conversation, after, from } = this.#place
    const events = this.#socket.frames
      .slice(from)
      .flatMap((frame) => (frame.t === 'event' && frame.event.conversationId === conversation ? [frame.event] : []))
    events.forEach(({ seq }, index) => {
      if (seq !== after + index + 1) throw new Error(`expected ${after + index + 1} and got ${seq} in ${conversation}`)
    })
    return events
  }

  get lastSeq(): number {
    return this.events.at(-1)?.seq ?? this.#place.after
  }

  get texts(): string[] {
    return this.events.flatMap((event) => (event.type === 'message.sent' ? [event.data.text] : []))
  }

  /** Resolves when the log has been received up to `seq`. */
  async waitForSeq(seq: number, ms = 5_000): Promise<EventView[]> {
    const { conversation } = this.#place
    if (this.lastSeq < seq) {
      const isIt = (frame: ServerFrame) =>
        frame.t === 'event' && frame.event.conversationId === conversation && frame.event.seq === seq
      await this.#socket.waitFor(isIt, ms)
    }
    return this.events
  }
}
