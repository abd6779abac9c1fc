import { type ConnectionFailure, failureOf } from '../guard/connection-failure.ts'
import { CONNECT_MS, TOTAL_MS } from './attempt-limits.ts'

/** Why no answer came, for the delivery log. */
export function wordsFor(error: unknown): string {
  return words[failureOf(error)]
}

const words: Record<ConnectionFailure, string> = {
  unreachable: 'The receiver could not be reached at a public address.',
  no_connection_in_time: `No connection came about within ${CONNECT_MS / 1000} seconds.`,
  no_answer_in_time: `No answer came within ${TOTAL_MS / 1000} seconds.`,
  certificate_not_trusted: 'The receiver’s certificate is not trusted.',
  no_secure_connection: 'No secure connection came about.',
  broken_off: 'The receiver broke the connection off before it answered.',
  not_http: 'The answer was not HTTP.',
}
