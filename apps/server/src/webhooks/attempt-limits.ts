export { CONNECT_MS } from '../guard/address-guard.ts'

/** How long one attempt may take in all, in milliseconds. */
export const TOTAL_MS = 15_000
/** How much of an answer is read and kept at most, in bytes. */
export const READ_BYTES = 64 * 1024
