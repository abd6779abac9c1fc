/** What the team may know of where a conversation began: the page it stands on and the browser's language. */
export type Visit = { page?: { url: string; title?: string; referrer?: string }; language?: string }

type Seen = { href: string; title: string; referrer: string; framed: boolean; language: string }

const LONGEST_URL = 2000
const LONGEST_TITLE = 300
const isLanguage = /^[A-Za-z0-9-]{1,35}$/

/** Leaves out what the server would refuse: a strange address must not cost the customer the conversation. */
export function visitFrom({ href, title, referrer, framed, language }: Seen): Visit {
  // In a frame the page that counts is the one around it; the browser tells as much of it as that page allows.
  const url = framed ? referrer : href
  const page = {
    url,
    ...(!framed && title !== '' && { title: title.slice(0, LONGEST_TITLE) }),
    ...(!framed && isAddress(referrer) && { referrer }),
  }
  return { ...(isAddress(url) && { page }), ...(isLanguage.test(language) && { language }) }
}

/** The visit of this page. */
export const visitNow = (): Visit =>
  visitFrom({
    href: location.href,
    title: document.title,
    referrer: document.referrer,
    framed: window.parent !== window,
    language: navigator.language ?? '',
  })

const isAddress = (url: string) => /^https?:\/\/[^\s]+$/.test(url) && url.length <= LONGEST_URL
