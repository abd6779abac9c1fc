/** Where a link may lead: `host` is what has to be shown beside words that do not say it. */
export type Target = { href: string; host: string }

/**
 * Web addresses and mail addresses only, and none that hides its host behind a name (`https://bank.example@evil.example`).
 * Null for everything else: it stays text.
 */
export function linkTarget(written: string): Target | null {
  if (!URL.canParse(written)) return null
  const url = new URL(written)
  if (url.protocol === 'mailto:') return url.pathname.includes('@') ? { href: url.href, host: mailbox(url) } : null
  const web = url.protocol === 'https:' || url.protocol === 'http:'
  return web && url.username === '' && url.password === '' ? { href: url.href, host: url.host } : null
}

function mailbox({ pathname }: URL): string {
  try {
    return decodeURIComponent(pathname)
  } catch {
    return pathname
  }
}

/** A sentence's own punctuation is not part of an address, nor is a bracket that the address did not open. */
export function trimEnd(address: string): string {
  let unopened = count(address, ')') - count(address, '(')
  let end = address.length
  for (; end > 0; end--) {
    const last = address[end - 1] ?? ''
    const stray = last === ')' && unopened > 0
    if (stray) unopened -= 1
    else if (!'.,;:!?]}*_~'.includes(last)) break
  }
  return address.slice(0, end)
}

function count(text: string, character: string): number {
  return text.split(character).length - 1
}
