import type { ClientFrame, ServerFrame } from '@baton/protocol'
import type { Wire, WireListener } from '../../apps/server/src/realtime/wire.ts'

/**
 * Both ends of a socket without a network between them: it moves only when the test says so. By default everything
 * arrives at once; `hold()` keeps what the server sends until `crank()` lets it through.
 */
export class SocketPair {
  /** What the client was sent, in order. */
  readonly received: ServerFrame[] = []
  closed: { code: number; reason: string } | null = null
  pings = 0
  /** Whether the client answers pings, as every living WebSocket does. */
  answersPings = true
  paused = false
  #listener: WireListener | null = null
  #held: { text: string; taken: (() => void) | undefined }[] | null = null
  #gone = false

  /** The server's end. */
  readonly wire: Wire

  constructor() {
    const buffered = () => this.#held?.reduce((bytes, { text }) => bytes + Buffer.byteLength(text), 0) ?? 0
    this.wire = {
      get bufferedAmount() {
        return buffered()
      },
      send: (text, taken) => this.#send(text, taken),
      ping: () => {
        this.pings += 1
        if (this.answersPings) this.#listener?.pong()
      },
      close: (code, reason) => {
        if (this.closed === null) this.closed = { code, reason }
        this.#end()
      },
      terminate: () => {
        this.closed ??= { code: 1006, reason: '' }
        this.#end()
      },
      pause: () => {
        this.paused = true
      },
      resume: () => {
        this.paused = false
      },
      listen: (listener) => {
        this.#listener = listener
      },
    }
  }

  /** The client says a frame, or anything else as text. */
  say(frame: ClientFrame | { raw: string | Buffer; binary?: boolean }): void {
    const data = Buffer.from('raw' in frame ? frame.raw : JSON.stringify(frame))
    if (!this.#gone) this.#listener?.frame(data, 'raw' in frame && frame.binary === true)
  }

  /** From now on nothing arrives at the client until it is cranked. */
  hold(): void {
    this.#held ??= []
  }

  get held(): number {
    return this.#held?.length ?? 0
  }

  /** Lets some of what is held through. */
  crank(frames = 1): void {
    for (const { text, taken } of this.#held?.splice(0, frames) ?? []) this.#arrive(text, taken)
  }

  /** Lets everything through, now and from now on. */
  release(): void {
    const held = this.#held ?? []
    this.#held = null
    for (const { text, taken } of held) this.#arrive(text, taken)
  }

  /** The connection breaks: what is still on its way is lost. */
  breakOff(): void {
    this.closed ??= { code: 1006, reason: '' }
    this.#end()
  }

  framesOf<T extends ServerFrame['t']>(t: T): Extract<ServerFrame, { t: T }>[] {
    return this.received.filter((frame): frame is Extract<ServerFrame, { t: T }> => frame.t === t)
  }

  /** The numbers of the events that arrived. */
  seqs(conversation?: string): number[] {
    const events = this.framesOf('event').map((frame) => frame.event)
    return events
      .filter((event) => (conversation ?? event.conversationId) === event.conversationId)
      .map(({ seq }) => seq)
  }

  #send(text: string, taken: (() => void) | undefined): void {
    if (this.#gone) taken?.()
    else if (this.#held === null) this.#arrive(text, taken)
    else this.#held.push({ text, taken })
  }

  #arrive(text: string, taken: (() => void) | undefined): void {
    this.received.push(JSON.parse(text))
    taken?.()
  }

  #end(): void {
    if (this.#gone) return
    this.#gone = true
    const held = this.#held ?? []
    this.#held = null
    for (const { taken } of held) taken?.()
    this.#listener?.closed()
  }
}
