import type { ClientFrame, ServerFrame } from '@baton/protocol'
import { shouldReconnect } from '@baton/protocol/close-codes'
import { backOff } from './back-off.ts'

const PING_EVERY_MS = 20_000
/** Silence after which the line counts as dead, whatever the browser believes. */
const SILENCE_MS = 45_000
/** The same right after waking up, when the line has probably died in the meantime. */
const SILENCE_ON_WAKING_MS = 5_000
/** How long opening may take. */
const OPENING_MS = 10_000

/** The part of a WebSocket that is used here. */
export type Socket = Pick<WebSocket, 'send' | 'close' | 'onopen' | 'onmessage' | 'onclose'>

export type ConnectionPorts = {
  open: () => Socket
  random: () => number
  token: string
  conversation: string
  /** The newest `seq` in hand: where to go on from. */
  lastSeq: () => number
  frame: (frame: ServerFrame) => void
  /** The log is followed: the replay has ended and what is new arrives by itself. */
  live: () => void
  /** Not connected; a new try is on its way. `failures` counts tries in a row that never got live. */
  down: (failures: number) => void
  /** The server does not want this socket back. */
  refused: () => void
}

type Timer = ReturnType<typeof setTimeout> | undefined

/** Keeps one WebSocket open and following one conversation, until it is closed or refused. */
export class Connection {
  readonly #ports: ConnectionPorts
  #socket: Socket | null = null
  #ready = false
  #ended = false
  #failures = 0
  #silence: Timer
  #retry: Timer
  #heartbeat: Timer

  constructor(ports: ConnectionPorts) {
    this.#ports = ports
    this.#open()
  }

  /** Asks for everything after the newest `seq` in hand. Asked again at any time; harmless while not connected. */
  follow(): void {
    this.send({ t: 'follow', conversation: this.#ports.conversation, after: this.#ports.lastSeq() })
  }

  /** Sends a transient frame; it is lost while not connected. */
  send(frame: ClientFrame): void {
    if (this.#ready) this.#socket?.send(JSON.stringify(frame))
  }

  /** The network or the customer is back: reconnect now, or find out quickly whether the line is still alive. */
  wake(): void {
    if (this.#ended) return
    if (this.#ready) {
      this.#listenFor(SILENCE_ON_WAKING_MS)
      this.follow()
    } else this.#open()
  }

  close(): void {
    this.#ended = true
    clearTimeout(this.#retry)
    this.#detach()
  }

  #open(): void {
    clearTimeout(this.#retry)
    this.#detach()
    const socket = this.#made()
    if (socket === null) {
      this.#lost(1006)
      return
    }
    this.#socket = socket
    this.#listenFor(OPENING_MS)
    socket.onopen = () => {
      this.#listenFor(SILENCE_MS)
      socket.send(JSON.stringify({ t: 'hello', token: this.#ports.token } satisfies ClientFrame))
      this.#heartbeat = setInterval(() => this.send({ t: 'ping' }), PING_EVERY_MS)
    }
    socket.onmessage = ({ data }) => {
      this.#listenFor(SILENCE_MS)
      const frame = parsed(data)
      if (frame) this.#heard(frame)
    }
    socket.onclose = ({ code }) => this.#lost(code)
  }

  /** Null where the browser has none, or is told to make none. */
  #made(): Socket | null {
    try {
      return this.#ports.open()
    } catch {
      return null
    }
  }

  #heard(frame: ServerFrame): void {
    if (frame.t === 'ready') {
      this.#ready = true
      this.follow()
    }
    this.#ports.frame(frame)
    if (frame.t !== 'caught_up' || frame.conversation !== this.#ports.conversation) return
    this.#failures = 0
    this.#ports.live()
  }

  #lost(code: number): void {
    this.#detach()
    const { random, down, refused } = this.#ports
    if (!shouldReconnect(code)) {
      this.close()
      refused()
      return
    }
    this.#failures += 1
    this.#retry = setTimeout(() => this.#open(), backOff(this.#failures, random()))
    down(this.#failures)
  }

  #listenFor(ms: number): void {
    clearTimeout(this.#silence)
    this.#silence = setTimeout(() => this.#lost(1006), ms)
  }

  #detach(): void {
    clearTimeout(this.#silence)
    clearInterval(this.#heartbeat)
    this.#ready = false
    const socket = this.#socket
    this.#socket = null
    if (!socket) return
    socket.onopen = socket.onmessage = socket.onclose = null
    socket.close()
  }
}

function parsed(data: unknown): ServerFrame | null {
  try {
    const frame = JSON.parse(String(data)) as ServerFrame | null
    return frame?.t ? frame : null
  } catch {
    return null
  }
}
