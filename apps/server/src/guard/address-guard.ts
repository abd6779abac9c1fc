import { Agent, type buildConnector, type Dispatcher, type RequestInit, fetch as undiciFetch } from 'undici'
import { type CheckedUrl, checkUrl, type Reach } from './check-url.ts'
import { guardedConnector, type Resolve } from './guarded-connector.ts'
import { resolveBySystem } from './name-lookup.ts'

/** The one way out to addresses that somebody typed: every connection is checked when it is made, redirects included. */
export type AddressGuard = {
  /** Whether this URL may be kept and tried. */
  checkUrl: (text: string) => CheckedUrl
  connect: buildConnector.connector
  dispatcher: Dispatcher
  /**
   * Like the global `fetch`, streaming bodies included, but guarded, without proxies of the environment, and with redirects
   * refused unless `redirect: 'follow'` asks for them. `failureOf` tells why it rejected.
   */
  fetch: typeof globalThis.fetch
  /** Ends all connections. */
  close: () => Promise<void>
}

/** How long a connection may take to come about, in milliseconds. */
export const CONNECT_MS = 5_000

export function createAddressGuard(
  settings: Reach & { resolve?: Resolve; connectMs?: number; open?: typeof buildConnector },
): AddressGuard {
  const { resolve = resolveBySystem, connectMs = CONNECT_MS, ...reach } = settings
  const connect = guardedConnector({ ...reach, resolve, timeoutMs: connectMs })
  const dispatcher = new Agent({ connect })
  return {
    checkUrl: (text) => checkUrl(text, reach),
    connect,
    dispatcher,
    fetch: guardedFetch(dispatcher, reach),
    close: () => dispatcher.destroy(),
  }
}

function guardedFetch(dispatcher: Dispatcher, reach: Reach): typeof globalThis.fetch {
  return async (input, init) => {
    if (input instanceof Request) throw new TypeError('Give a URL and its settings instead of a Request.')
    const checked = checkUrl(String(input), reach)
    if (!checked.ok) throw new TypeError('fetch failed', { cause: new UrlRefused(checked.reason) })
    // The same standard under two names: Node's own classes and those of the package.
    const given = { redirect: 'error', ...init, dispatcher } as RequestInit
    return (await undiciFetch(checked.url, given)) as unknown as Response
  }
}

/** The URL breaks a rule that its text alone shows. */
export class UrlRefused extends Error {
  override readonly name = 'UrlRefused'
  readonly code = 'ERR_URL_REFUSED'
}
