import { isIP } from 'node:net'
import { type AllowList, mayAllow, plainHost } from './allow-list.ts'
import { isPublicAddress } from './public-address.ts'

/** Everything that can be wrong with a URL before it is tried. */
export type UrlRefusal = 'not_a_url' | 'has_credentials' | 'scheme_not_allowed' | 'port_not_allowed' | 'not_public'
export type CheckedUrl = { ok: true; url: URL } | { ok: false; code: UrlRefusal; reason: string }

/** Where the server may connect to. */
export type Reach = {
  /** Lifts every rule but that the URL is http or https. */
  allowPrivate: boolean
  allowList: AllowList
}

/**
 * Whether the server may connect to this URL as far as it can be told from its text: https, port 443, no user name, and an
 * address that is public. What is behind a name is decided when connecting. `reason` is a sentence for the one who typed it.
 */
export function checkUrl(text: string, { allowPrivate, allowList }: Reach): CheckedUrl {
  if (!URL.canParse(text)) return no('not_a_url', 'This is not a URL.')
  const url = new URL(text)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return no('scheme_not_allowed', beginning(allowPrivate))
  if (url.username !== '' || url.password !== '') {
    return no('has_credentials', 'The URL must not hold a user name or password.')
  }
  url.hash = ''
  const host = plainHost(url.hostname)
  if (allowPrivate || mayAllow(allowList, { host, port: portOf(url) })) return { ok: true, url }
  if (url.protocol !== 'https:') return no('scheme_not_allowed', beginning(allowPrivate))
  if (url.port !== '') return no('port_not_allowed', 'Only port 443 is allowed.')
  if (!mayBePublic(host)) return no('not_public', 'The URL must lead to a public address.')
  return { ok: true, url }
}

/** The port that a URL means. */
export function portOf({ port, protocol }: { port: string; protocol: string }): number {
  if (port !== '') return Number(port)
  return protocol === 'https:' ? 443 : 80
}

function mayBePublic(host: string): boolean {
  return isIP(host) !== 0 ? isPublicAddress(host) : !/(^|\.)localhost$/.test(host)
}

function beginning(httpToo: boolean): string {
  return httpToo ? 'The URL must begin with https:// or http://.' : 'The URL must begin with https://.'
}

const no = (code: UrlRefusal, reason: string): CheckedUrl => ({ ok: false, code, reason })
