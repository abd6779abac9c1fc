/** An address without what machines need of it: host and path; null where it is no address of a web page. */
export function readableAddress(url: string): string | null {
  if (!URL.canParse(url)) return null
  const { protocol, host, pathname } = new URL(url)
  if (protocol !== 'http:' && protocol !== 'https:') return null
  return `${host.replace(/^www\./, '')}${pathname === '/' ? '' : pathname}`
}

/** The name of a language; its tag where it has none. */
export function languageName(tag: string): string {
  try {
    return new Intl.DisplayNames(['en'], { type: 'language' }).of(tag) ?? tag
  } catch {
    return tag
  }
}
