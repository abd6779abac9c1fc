/**
 * Why no answer came: a closed list. A name that does not exist, a closed port and an address that is not allowed are one and
 * the same, because whoever reads it must not learn what there is inside the network.
 */
export type ConnectionFailure =
  | 'unreachable'
  | 'no_connection_in_time'
  | 'no_answer_in_time'
  | 'certificate_not_trusted'
  | 'no_secure_connection'
  | 'broken_off'
  | 'not_http'

/** What an error of a guarded connection or `fetch` means. */
export function failureOf(error: unknown): ConnectionFailure {
  const code = codeOf(error)
  const name = nameOf(error)
  if (name === 'TimeoutError' || timeoutCodes.includes(code)) return 'no_answer_in_time'
  if (code === 'UND_ERR_CONNECT_TIMEOUT') return 'no_connection_in_time'
  if (certificateCodes.test(code)) return 'certificate_not_trusted'
  if (code === 'EPROTO' || code.startsWith('ERR_SSL')) return 'no_secure_connection'
  if (code === 'ECONNRESET' || code === 'EPIPE' || code === 'UND_ERR_SOCKET') return 'broken_off'
  if (name === 'HTTPParserError' || code.startsWith('HPE_') || notHttpCodes.includes(code)) return 'not_http'
  return 'unreachable'
}

const timeoutCodes = ['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']
const notHttpCodes = ['UND_ERR_HEADERS_OVERFLOW', 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH']
const certificateCodes = /^(CERT_|ERR_TLS_CERT|DEPTH_ZERO_SELF_SIGNED|SELF_SIGNED|UNABLE_TO_)/

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return ''
  if ('code' in error && typeof error.code === 'string') return error.code
  return codeOf(error.cause)
}

/** `fetch` wraps what went wrong in a TypeError. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return ''
  return error.name === 'TypeError' && error.cause !== undefined ? nameOf(error.cause) : error.name
}
