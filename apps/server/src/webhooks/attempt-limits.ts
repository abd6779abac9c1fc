export { CONNECT_MS } from '../guard/address-guard.ts'

/** How long one attempt may take in all, in milliseconds. */
export const TOTAL_MS = 15_000
/** How much of an answer is read at most, and how much of that is kept, in bytes. */
export const READ_BYTES = 64 * 1024
export const KEEP_BYTES = 4 * 1024
