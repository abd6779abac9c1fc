import { promises as dns, type LookupAddress } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import { buildConnector } from 'undici'
import { isPublicAddress } from './public-address.ts'

/** Every address of a host name, as the operating system knows them. */
export type Resolve = (host: string) => Promise<LookupAddress[]>

export const resolveBySystem: Resolve = (host) => dns.lookup(host, { all: true })

/** The receiver is not at a public address. Nothing was connected. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused'
}

/**
 * Connects to public addresses only. The check is part of the connection's own name lookup, so that no second answer of
 * the name server can slip in between; every address of the answer must be public.
 */
export function guardedConnector(guard: {
  allowPrivate: boolean
  timeoutMs: number
  resolve: Resolve
}): buildConnector.connector {
  const lookup: LookupFunction = (host, options, callback) => {
    guard.resolve(host).then(
      (addresses) => {
        const usable =
          addresses.length > 0 && (guard.allowPrivate || addresses.every((one) => isPublicAddress(one.address)))
        const [first] = addresses
        if (!usable || first === undefined) callback(new AddressRefused(), '', 0)
        else if (options.all) callback(null, addresses)
        else callback(null, first.address, first.family)
      },
      (error) => callback(error, '', 0),
    )
  }
  const connect = buildConnector({ timeout: guard.timeoutMs, lookup, maxCachedSessions: 0 })
  return (options, callback) => {
    // A literal address is never looked up.
    const host = options.hostname.replace(/^\[(.*)\]$/, '$1')
    if (!guard.allowPrivate && isIP(host) !== 0 && !isPublicAddress(host)) callback(new AddressRefused(), null)
    else connect(options, callback)
  }
}
