/** How many sites one bot may be embedded on. */
export const MOST_SITES = 100

/**
 * What somebody typed as a site, as browsers name it in `Origin`: `example.com` is `https://example.com`, and
 * `https://*.example.com` stands for every name below. Null where it names no site.
 */
export function toSite(typed: string): string | null {
  const text = typed.trim()
  const [, scheme = 'https://', wild = '', rest = ''] = /^(https?:\/\/)?(\*\.)?([^\s*]+)$/i.exec(text) ?? []
  if (rest === '' || rest.startsWith('.') || rest.includes('://')) return null
  try {
    const { origin, hostname, username, password } = new URL(`${scheme}${rest}`)
    if (username !== '' || password !== '' || !isHostName(hostname)) return null
    if (wild === '') return origin
    return hostname.includes('.') && !isAddress(hostname) ? origin.replace('://', '://*.') : null
  } catch {
    return null
  }
}

/** Every spelling under which a site list may allow this origin: its own name, and a wildcard for each name above it. */
export function spellingsOf(origin: string): string[] {
  const [, scheme, hostname = '', port = ''] = /^(https?:\/\/)([^:/]+|\[[^\]]+\])(:\d+)?$/.exec(origin) ?? []
  if (scheme === undefined) return []
  const labels = isAddress(hostname) ? [] : hostname.split('.')
  const above = labels.slice(1, -1).map((_, index) => labels.slice(index + 1).join('.'))
  return [origin, ...above.map((name) => `${scheme}*.${name}${port}`)]
}

/** Whether one of these sites is where that origin is. */
export function isAllowedSite(sites: readonly string[], origin: string): boolean {
  return spellingsOf(origin).some((spelling) => sites.includes(spelling))
}

/** A name or an address; what URL parsing lets through besides (`a;b`, quotes) could end a header's directive. */
function isHostName(hostname: string): boolean {
  return hostname === 'localhost' || isAddress(hostname) || /^([a-z0-9_-]+\.)+[a-z0-9-]+$|^[a-z0-9-]+$/.test(hostname)
}

function isAddress(hostname: string): boolean {
  return hostname.startsWith('[') || /^[\d.]+$/.test(hostname)
}
