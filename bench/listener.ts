import type { ClientFrame, EventView, ServerFrame } from '@baton/protocol'
import { WebSocket } from 'ws'
import type { Known } from './http-client.ts'

const PATIENCE_MS = 30_000

type Watch = { fits: (frame: ServerFrame) => boolean; done: (frame: ServerFrame) => void }

/** A realtime client that keeps nothing: it tells of each event at the moment when it comes. */
export class Listener {
  onEvent: (event: EventView, at: number) => void = () => {}
  readonly #socket: WebSocket
  readonly #watches = new Set<Watch>()

  private constructor(socket: WebSocket) {
    this.#socket = socket
    socket.on('message', (data) => this.#hear(String(data)))
    socket.on('error', () => {})
  }

  /** Connects and says hello; resolves when the server knows who it is. */
  static async open(url: string, known: Known): Promise<Listener> {
    const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/realtime`, {
      perMessageDeflate: false,
      handshakeTimeout: PATIENCE_MS,
      headers: 'cookie' in known ? { cookie: known.cookie, origin: url } : {},
    })
    const listener = new Listener(socket)
    await new Promise<void>((resolve, reject) => {
      socket.once('open', resolve)
      socket.once('error', reject)
    })
    const ready = listener.#next((frame) => frame.t === 'ready')
    listener.#send('token' in known ? { t: 'hello', token: known.token } : { t: 'hello' })
    await ready
    return listener
  }

  /** Follows a conversation; resolves with the newest number when everything that was missed has come. */
  async follow(conversation: string, after: number): Promise<number> {
    const caughtUp = this.#next((frame) => frame.t === 'caught_up' && frame.conversation === conversation)
    this.#send({ t: 'follow', conversation, after })
    const frame = await caughtUp
    return frame.t === 'caught_up' ? frame.seq : 0
  }

  /** Ends at once, without a good-bye. */
  cut(): void {
    this.#socket.terminate()
  }

  #send(frame: ClientFrame): void {
    this.#socket.send(JSON.stringify(frame))
  }

  #hear(text: string): void {
    const at = performance.now()
    const frame: ServerFrame = JSON.parse(text)
    if (frame.t === 'event') this.onEvent(frame.event, at)
    for (const watch of this.#watches) if (watch.fits(frame)) watch.done(frame)
  }

  #next(fits: (frame: ServerFrame) => boolean): Promise<ServerFrame> {
    return new Promise((resolve, reject) => {
      const end = (settle: () => void) => {
        clearTimeout(timer)
        this.#watches.delete(watch)
        this.#socket.off('close', closed)
        settle()
      }
      const closed = (code: number) => end(() => reject(new Error(`the server closed the socket with ${code}`)))
      const timer = setTimeout(() => end(() => reject(new Error('the frame did not come'))), PATIENCE_MS)
      const watch: Watch = { fits, done: (frame) => end(() => resolve(frame)) }
      this.#watches.add(watch)
      this.#socket.once('close', closed)
    })
  }
}
