import { isAllowedSite } from './allowed-site.ts'
import { type HostPort, openPort } from './port.ts'

/**
 * The line to the page around, if this page may have one: the server has written into it which sites may hold it. Escape puts
 * the chat away, unless something in it has taken the key.
 */
export function openFrame(): HostPort {
  const written = document.querySelector<HTMLMetaElement>('meta[name="baton-sites"]')?.content ?? ''
  const sites = written.split(' ')
  const port = openPort(window, (origin) => {
    return origin === window.origin || sites.includes('*') || isAllowedSite(sites, origin)
  })
  addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !event.defaultPrevented && !event.isComposing) port.tell({ kind: 'close' })
  })
  return port
}

/** Whether this is a sandboxed frame without an origin of its own: it can keep nothing and ask for nothing. */
export const isSandboxed = (): boolean => window.origin === 'null'
