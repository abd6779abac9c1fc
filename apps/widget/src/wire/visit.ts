import type { HostPage } from '../host/messages.ts'

/** What the team may know of where a conversation began: the page it stands on and the browser's language. */
export type Visit = { page?: { url: string; title: string; referrer: string }; language?: string }

type Seen = HostPage & { language: string }

const LONGEST_URL = 2000
const LONGEST_TITLE = 300

/** Leaves out what the server would refuse: a strange address must not cost the customer the conversation. */
export function visitFrom({ url: href, title, referrer, language }: Seen): Visit {
  const url = readable(href)
  return {
    ...(url && { page: { url, title: title.slice(0, LONGEST_TITLE), referrer: readable(referrer) } }),
    ...(/^[a-z\d-]{1,35}$/i.test(language) && { language }),
  }
}

/** The visit of this page. `around`: what the page around this frame says of itself. */
export const visitNow = (around: HostPage | null): Visit =>
  visitFrom({ ...(around ?? ownPage()), language: navigator.language ?? '' })

/** In a plain frame it is the page around that counts; the browser tells as much of it as that page allows. */
const ownPage = (): HostPage =>
  window.parent === window
    ? { url: location.origin + location.pathname + location.search, title: document.title, referrer: document.referrer }
    : { url: document.referrer, title: '', referrer: '' }

/** The address, without its query where it is too long; empty for what leads nowhere. */
function readable(address: string): string {
  const short = address.length > LONGEST_URL ? address.replace(/\?.*/, '') : address
  return /^https?:\/\/\S{1,1990}$/.test(short) ? short : ''
}
