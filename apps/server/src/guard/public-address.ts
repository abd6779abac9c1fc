import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

/** Where every public IPv6 address lies; outside it are the ranges that stand for IPv4 addresses and those nobody was given. */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3')

/** The address at which Azure's hosts answer their machines; it looks public. */
const AZURE_HOST = '168.63.129.16'

/**
 * Whether this IP address is one that the whole internet can reach. Everything with another purpose is not: loopback,
 * private, link-local, shared, mapped or translated IPv4, tunnels, documentation, reserved.
 */
export function isPublicAddress(address: string): boolean {
  // ipaddr.js also reads short and octal forms, which nobody should need here.
  if (isIP(address) === 0 || !ipaddr.isValid(address)) return false
  const parsed = ipaddr.parse(address)
  if (parsed.range() !== 'unicast') return false
  return parsed instanceof ipaddr.IPv6 ? parsed.match(GLOBAL_UNICAST) : parsed.toString() !== AZURE_HOST
}
