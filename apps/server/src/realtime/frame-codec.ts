import { ClientFrame, closeCodes, MAX_FRAME_BYTES, type ServerFrame } from '@baton/protocol'

/** Why a socket is closed. `unavailable`: rights could not be checked just now. */
export type CloseName = keyof typeof closeCodes | 'unavailable'

/** 1013 is the standard's "try again later". */
export const closeCode = (name: CloseName): number => (name === 'unavailable' ? 1013 : closeCodes[name])

/** Every error that a client can be told: a code and a fixed sentence, never anything from inside. */
const sentences = {
  bad_frame: 'This is not a frame of this protocol.',
  hello_missing: 'The first frame must be hello, within 5 seconds.',
  unauthorized: 'Sign in, or send a valid key or token.',
  origin_refused: 'This page may not connect.',
  access_ended: 'Your access has ended or has changed.',
  rate_limited: 'Too many frames or sockets. Come back a little later.',
  not_found: 'There is no such conversation, or it is not yours to see.',
  forbidden: 'This is not for you to ask.',
  too_many_follows: 'At most 50 conversations can be followed on one socket.',
}
export type ErrorCode = keyof typeof sentences

export const isErrorCode = (name: string): name is ErrorCode => Object.hasOwn(sentences, name)

export function writeFrame(frame: ServerFrame): string {
  return JSON.stringify(frame)
}

export function errorFrame(code: ErrorCode): string {
  return writeFrame({ t: 'error', code, message: sentences[code] })
}

/** Null for whatever is not a frame of this protocol. */
export function readFrame(data: Buffer, binary: boolean): ClientFrame | null {
  if (binary || data.length > MAX_FRAME_BYTES) return null
  try {
    return ClientFrame.safeParse(JSON.parse(data.toString('utf8'))).data ?? null
  } catch {
    return null
  }
}
