const loopbackNames = ['localhost', '127.0.0.1', '[::1]']

/** Which `Origin` this server accepts: that of PUBLIC_URL, and when it is a loopback name, all loopback names. */
export function originCheck(publicUrl: string): (origin: string) => boolean {
  const home = new URL(publicUrl)
  const allowed = new Set([home.origin])
  if (isLoopback(home.hostname)) {
    for (const name of loopbackNames) allowed.add(`${home.protocol}//${name}${home.port ? `:${home.port}` : ''}`)
  }
  return (origin) => allowed.has(origin)
}

export function isLoopback(hostname: string): boolean {
  return loopbackNames.includes(hostname) || hostname.endsWith('.localhost') || hostname.startsWith('127.')
}
