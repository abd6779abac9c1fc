import type { BusMessage } from './bus.ts'

/** PostgreSQL takes less than 8,000 bytes in one NOTIFY. */
const ENVELOPE_BYTES = 7_500
/** Brackets, the origin's UUID and the number. */
const HEADER_BYTES = 64
export const MESSAGE_BYTES = ENVELOPE_BYTES - HEADER_BYTES

/** Several messages of one process as they travel; the number rises by one with each envelope of that origin. */
export type Envelope = { origin: string; number: number; messages: BusMessage[] }

/** Takes as many messages (each in JSON) from the front of `waiting` as go into one envelope; at least one. */
export function takeBatch(waiting: string[]): string[] {
  let bytes = 0
  let count = 0
  for (const text of waiting) {
    bytes += Buffer.byteLength(text) + 1
    if (count > 0 && bytes > MESSAGE_BYTES) break
    count += 1
  }
  return waiting.splice(0, count)
}

export function writeEnvelope(origin: string, number: number, messages: string[]): string {
  return `["${origin}",${number},${messages.join(',')}]`
}

/** Undefined for what no server of ours has sent. */
export function readEnvelope(payload: string): Envelope | undefined {
  try {
    const parts: unknown = JSON.parse(payload)
    if (!Array.isArray(parts)) return undefined
    const [origin, number, ...messages] = parts
    if (typeof origin !== 'string' || typeof number !== 'number' || !messages.every(isMessage)) return undefined
    return { origin, number, messages }
  } catch {
    return undefined
  }
}

function isMessage(value: unknown): value is BusMessage {
  return typeof value === 'object' && value !== null && 'kind' in value && typeof value.kind === 'string'
}
