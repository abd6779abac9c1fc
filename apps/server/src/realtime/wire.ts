import { closeCodes, MAX_FRAME_BYTES } from '@baton/protocol'
import { WebSocket } from 'ws'
import { errorFrame } from './frame-codec.ts'

/** One end of a socket, as far as a connection needs it. */
export type Wire = {
  /** Bytes that were handed over and not yet taken by the network. */
  readonly bufferedAmount: number
  /** Never throws. `taken` is called when the network has taken it, or never will. */
  send(text: string, taken?: () => void): void
  ping(): void
  /** Says goodbye; what was sent before still arrives. */
  close(code: number, reason: string): void
  /** Ends at once. */
  terminate(): void
  /** Stops and starts reading. */
  pause(): void
  resume(): void
  listen(listener: WireListener): void
}

export type WireListener = {
  frame(data: Buffer, binary: boolean): void
  /** The peer answered a ping. */
  pong(): void
  closed(): void
}

/** How long a peer may take to say goodbye, and a slow one to take what is left, in milliseconds. */
const CLOSE_MS = 5_000

/** `closeTimeout` is younger than the types of the library. */
export const socketSettings = {
  noServer: true as const,
  clientTracking: false,
  perMessageDeflate: false,
  maxPayload: MAX_FRAME_BYTES,
  closeTimeout: CLOSE_MS,
}

/** What the library closes with by itself: broken framing, bad UTF-8, too many fragments, too large. */
const faults: readonly (number | undefined)[] = [1002, 1007, 1008, 1009]

/** A socket on which the library's own refusals of a frame speak our protocol. */
export class FrameSocket extends WebSocket {
  override close(code?: number, reason?: string | Buffer): void {
    const refuses = faults.includes(code) && this.readyState === WebSocket.OPEN
    if (refuses) this.send(errorFrame('bad_frame'))
    if (refuses) super.close(closeCodes.bad_frame, 'bad_frame')
    else super.close(code, reason)
  }
}

export function wireOf(socket: WebSocket): Wire {
  return {
    get bufferedAmount() {
      return socket.bufferedAmount
    },
    send: (text, taken) => socket.send(text, () => taken?.()),
    ping: () => socket.ping(() => {}),
    close: (code, reason) => socket.close(code, reason),
    terminate: () => socket.terminate(),
    pause: () => socket.pause(),
    resume: () => socket.resume(),
    listen: (listener) => {
      socket.on('message', (data, binary) => listener.frame(asBuffer(data), binary))
      socket.on('pong', () => listener.pong())
      socket.on('close', () => listener.closed())
      // A broken socket closes right after this; an error event that nobody hears would end the process.
      socket.on('error', () => {})
    },
  }
}

function asBuffer(data: Buffer | ArrayBuffer | Buffer[]): Buffer {
  if (Array.isArray(data)) return Buffer.concat(data)
  return data instanceof ArrayBuffer ? Buffer.from(data) : data
}
