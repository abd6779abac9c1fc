import type { LookupAddress } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import { buildConnector } from 'undici'
import { allows, plainHost } from './allow-list.ts'
import { portOf, type Reach } from './check-url.ts'
import { isPublicAddress } from './public-address.ts'

/** Every address of a host name. */
export type Resolve = (host: string) => Promise<LookupAddress[]>

/** Not one of the places that the server may connect to. Nothing was connected. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused'
  readonly code = 'ERR_ADDRESS_REFUSED'
}

/**
 * How long one address of several is tried before the next, in milliseconds. Node's quarter of a second is too short for a receiver
 * on another continent: each of its addresses is given up, and the last is often of a family that is not connected here.
 */
const FIRST_ADDRESS_MS = 1_500

type Target = { host: string; port: number; secure: boolean }

/**
 * Connects only where the server may. The check is part of the connection's own name lookup, so that no second answer of
 * the name server can slip in between; every address of the answer must pass.
 */
export function guardedConnector(
  guard: Reach & {
    /** How long a connection may take to come about, its name lookup included, in milliseconds. */
    timeoutMs: number
    resolve: Resolve
    /** Opens the connection to what was checked; for tests that must not leave this machine. */
    open?: typeof buildConnector
  },
): buildConnector.connector {
  const may = (target: Target, address: string) =>
    guard.allowPrivate ||
    allows(guard.allowList, { ...target, address }) ||
    (target.secure && target.port === 443 && isPublicAddress(address))
  const open = guard.open ?? buildConnector
  return (options, callback) => {
    const { protocol, port } = options
    const host = plainHost(options.hostname)
    const target = { host, port: portOf({ protocol, port: port ?? '' }), secure: protocol === 'https:' }
    // A literal address is never looked up.
    if (isIP(host) !== 0 && !may(target, host)) return callback(new AddressRefused(), null)
    const lookup = checkedLookup(guard.resolve, (address) => may(target, address))
    const { timeoutMs: timeout } = guard
    open({ timeout, lookup, maxCachedSessions: 0, autoSelectFamilyAttemptTimeout: FIRST_ADDRESS_MS })(options, callback)
  }
}

function checkedLookup(resolve: Resolve, may: (address: string) => boolean): LookupFunction {
  return (host, options, callback) => {
    resolve(host).then(
      (addresses) => {
        const [first] = addresses
        if (first === undefined || !addresses.every(({ address }) => may(address))) {
          callback(new AddressRefused(), '', 0)
        } else if (options.all) callback(null, addresses)
        else callback(null, first.address, first.family)
      },
      (error) => callback(error, '', 0),
    )
  }
}
