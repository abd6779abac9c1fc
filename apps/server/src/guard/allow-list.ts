import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

/** What the operator lets the server reach although it is private, unencrypted or on another port. */
export type AllowEntry =
  /** A host by its name or address; port null: any. */
  | { kind: 'host'; host: string; port: number | null }
  /** Every address of a range, on any port. */
  | { kind: 'range'; range: [ipaddr.IPv4 | ipaddr.IPv6, number] }

export type AllowList = readonly AllowEntry[]

/** Reads `host[:port]`, addresses and ranges (10.0.0.0/8), separated by commas; null when one of them is none of these. */
export function readAllowList(text: string): AllowList | null {
  const entries: AllowEntry[] = []
  for (const part of text.split(',').map((one) => one.trim())) {
    if (part === '') continue
    const entry = part.includes('/') ? readRange(part) : readHost(part)
    if (entry === null) return null
    entries.push(entry)
  }
  return entries
}

function readRange(text: string): AllowEntry | null {
  const address = text.split('/')[0] ?? ''
  if (isIP(address) === 0 || !ipaddr.isValidCIDR(text)) return null
  return { kind: 'range', range: ipaddr.parseCIDR(text) }
}

function readHost(text: string): AllowEntry | null {
  const host = isIP(text) === 6 ? `[${text}]` : text
  if (!/^(\[[0-9a-f:.]+\]|[^\s[\]:@?#\\]+)(:\d{1,5})?$/i.test(host)) return null
  // As URLs are read, so that both write a host the same way.
  if (!URL.canParse(`http://${host}`)) return null
  const port = /:(\d+)$/.exec(host.replace(/^\[.*\]/, ''))?.[1]
  if (port !== undefined && Number(port) > 65_535) return null
  const named = plainHost(new URL(`http://${host}`).hostname)
  return named === '' ? null : { kind: 'host', host: named, port: port === undefined ? null : Number(port) }
}

/** Whether a connection to this address, which `host` stands for, is one that the operator allowed. */
export function allows(list: AllowList, { host, address, port }: { host: string; address: string; port: number }) {
  return list.some((entry) => (entry.kind === 'host' ? names(entry, host, port) : covers(entry.range, address)))
}

/** Whether such a connection could be allowed, as far as that can be told before the name is looked up. */
export function mayAllow(list: AllowList, { host, port }: { host: string; port: number }): boolean {
  if (isIP(host) !== 0) return allows(list, { host, address: host, port })
  return list.some((entry) => entry.kind === 'range' || names(entry, host, port))
}

/** A host in small letters, without the brackets of an IPv6 address and without the root's dot. */
export function plainHost(hostname: string): string {
  return hostname
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '')
}

function names(entry: Extract<AllowEntry, { kind: 'host' }>, host: string, port: number): boolean {
  return entry.host === host && (entry.port === null || entry.port === port)
}

function covers(range: [ipaddr.IPv4 | ipaddr.IPv6, number], address: string): boolean {
  if (isIP(address) === 0 || !ipaddr.isValid(address)) return false
  const parsed = ipaddr.parse(address)
  return parsed.kind() === range[0].kind() && parsed.match(range)
}
