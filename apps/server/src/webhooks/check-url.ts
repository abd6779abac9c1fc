import { isIP } from 'node:net'
import { isPublicAddress } from './public-address.ts'

export type CheckedUrl = { ok: true; url: URL } | { ok: false; reason: string }

/**
 * Whether deliveries may go to this URL as far as it can be told from its text; the address behind a name is checked when
 * connecting. `allowPrivate` lifts what concerns addresses, http and ports.
 */
export function checkWebhookUrl(text: string, { allowPrivate }: { allowPrivate: boolean }): CheckedUrl {
  if (!URL.canParse(text)) return no('This is not a URL.')
  const url = new URL(text)
  if (url.username !== '' || url.password !== '') {
    return no('The URL must not hold a user name or password: deliveries are signed instead.')
  }
  if (url.protocol !== 'https:' && !(allowPrivate && url.protocol === 'http:')) {
    return no(allowPrivate ? 'The URL must begin with https:// or http://.' : 'The URL must begin with https://.')
  }
  if (!allowPrivate && url.port !== '') return no('Only port 443 is allowed.')
  if (!allowPrivate && !mayBePublic(hostOf(url))) return no('The URL must lead to a public address.')
  url.hash = ''
  return { ok: true, url }
}

/** The host without the brackets of an IPv6 address. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[(.*)\]$/, '$1')
}

function mayBePublic(host: string): boolean {
  if (isIP(host) !== 0) return isPublicAddress(host)
  return !/(^|\.)localhost\.?$/i.test(host)
}

const no = (reason: string): CheckedUrl => ({ ok: false, reason })
