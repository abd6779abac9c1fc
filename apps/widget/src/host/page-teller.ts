import type { HostPage } from './messages.ts'
import type { HostPort } from './port.ts'

/** A loader of an older version never answers; nobody's first message waits longer for it than this, in milliseconds. */
const PATIENCE_MS = 1_000

/** Asks the page around which page it is at this moment; null where there is none that says so. */
export function pageTeller(port: HostPort): () => Promise<HostPage | null> {
  let told: (page: HostPage | null) => void = () => {}
  port.listen((command) => command.kind === 'page' && told(readPage(command.page)))
  return async () =>
    port.state().hosted
      ? new Promise((resolve) => {
          told = resolve
          setTimeout(resolve, PATIENCE_MS, null)
          port.tell({ kind: 'page_asked' })
        })
      : null
}

/** What was sent is data, so that it can be made text; what is no text makes no address, and does no harm as a title. */
function readPage(value: unknown): HostPage {
  const { url = '', title = '', referrer = '' } = (value ?? {}) as Record<string, unknown>
  return { url: `${url}`, title: `${title}`, referrer: `${referrer}` }
}
