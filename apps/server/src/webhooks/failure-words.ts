import { CONNECT_MS, TOTAL_MS } from './attempt-limits.ts'

/**
 * Why no answer came, for the delivery log. A name that does not exist, a closed port and an address that is not public
 * read the same: the log must not tell what there is inside the network.
 */
export function wordsFor(error: unknown): string {
  const code = codeOf(error)
  const name = error instanceof Error ? error.name : ''
  if (name === 'TimeoutError' || timeoutCodes.includes(code)) return `No answer came within ${TOTAL_MS / 1000} seconds.`
  if (code === 'UND_ERR_CONNECT_TIMEOUT') return `No connection came about within ${CONNECT_MS / 1000} seconds.`
  if (certificateCodes.test(code)) return 'The receiver’s certificate is not trusted.'
  if (code === 'EPROTO' || code.startsWith('ERR_SSL')) return 'No secure connection came about.'
  if (code === 'ECONNRESET' || code === 'EPIPE' || code === 'UND_ERR_SOCKET') {
    return 'The receiver broke the connection off before it answered.'
  }
  if (name === 'HTTPParserError' || code === 'UND_ERR_HEADERS_OVERFLOW') return 'The answer was not HTTP.'
  return 'The receiver could not be reached at a public address.'
}

const timeoutCodes = ['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']
const certificateCodes = /^(CERT_|ERR_TLS_CERT|DEPTH_ZERO_SELF_SIGNED|SELF_SIGNED|UNABLE_TO_)/

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return ''
  if ('code' in error && typeof error.code === 'string') return error.code
  return codeOf(error.cause)
}
