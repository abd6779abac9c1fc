import { isLoopback } from './origins.ts'

type Directives = Record<string, readonly string[]>

/** A content security policy with everything forbidden that is not named. */
export function policy(directives: Directives): string {
  const all: Directives = {
    'default-src': ["'none'"],
    'base-uri': ["'none'"],
    'form-action': ["'none'"],
    ...directives,
  }
  return Object.entries(all)
    .map(([name, values]) => `${name} ${values.join(' ')}`)
    .join('; ')
}

/**
 * The headers of a page that customers see. `frameAncestors` says who may hold it in a frame: the gate of the widget, because
 * what the page in the frame asks for carries this server's own origin.
 */
export function customerPageHeaders(publicUrl: string, frameAncestors: readonly string[]): Record<string, string> {
  const { protocol, host, hostname } = new URL(publicUrl)
  const secure = protocol === 'https:'
  const framed = frameAncestors.join() !== "'none'"
  return {
    'content-security-policy': policy({
      'script-src': ["'self'"],
      'style-src': ["'self'"],
      'img-src': ["'self'", 'data:'],
      'font-src': ["'self'"],
      // Safari before 15.4 does not read 'self' as covering WebSockets, so the socket's address is named.
      'connect-src': ["'self'", `${secure ? 'wss' : 'ws'}://${host}`],
      'frame-ancestors': frameAncestors,
    }),
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'permissions-policy': 'camera=(), geolocation=(), microphone=()',
    // Pages that isolate themselves hold only frames that agree to it.
    ...(framed
      ? { 'cross-origin-resource-policy': 'cross-origin', 'cross-origin-embedder-policy': 'require-corp' }
      : { 'cross-origin-resource-policy': 'same-origin', 'x-frame-options': 'DENY' }),
    ...(secure && !isLoopback(hostname) ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' } : {}),
  }
}
