import type { Visit } from '@baton/core'
import type { StartConversation } from '@baton/protocol'
import type { z } from 'zod'

const LONGEST_USER_AGENT = 512

/** What a browser says of itself with the start of a conversation; kept as text, believed in nothing. */
export function visitOf({ page, language }: z.infer<typeof StartConversation>, userAgent: string | undefined): Visit {
  return {
    page:
      page === undefined
        ? null
        : { url: withoutKeys(page.url), title: page.title || null, referrer: page.referrer || null },
    language: language ?? null,
    userAgent: userAgent?.slice(0, LONGEST_USER_AGENT) ?? null,
  }
}

/** Without fragment and credentials: they may be keys, and our own pages do not send them. */
function withoutKeys(address: string): string {
  const url = new URL(address)
  url.hash = url.username = url.password = ''
  return url.href
}
