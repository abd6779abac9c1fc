import { z } from 'zod'
import type { UsedMailedLinks } from '../../store/mailed-links.ts'

/** How long a link in a mail lets a browser in, in milliseconds. */
export const MAILED_LINK_MS = 3 * 24 * 3_600_000

/** Whom a link lets in, and to what. */
export type MailedLink = {
  /** Of the mail: however often it is sent, its link works once. */
  id: string
  botId: string
  customerId: string
  conversationId: string
  /** To which it was mailed. */
  email: string
}

const Sealed = z.object({
  kind: z.literal('mailed link'),
  ...{ id: z.string(), botId: z.string(), customerId: z.string(), conversationId: z.string(), email: z.string() },
  expiresAt: z.int(),
})

type Deps = {
  seal: (text: string) => string
  open: (sealed: string) => string
  hash: (text: string) => string
  used: UsedMailedLinks
  now: () => number
}

export type MailedLinks = ReturnType<typeof openMailedLinks>

/** Links that let a customer whose address is proven into their chat in any browser: sealed, for three days, once. */
export function openMailedLinks({ seal, open, hash, used, now }: Deps) {
  return {
    make: (link: MailedLink): { link: string; expiresAt: number } => {
      const expiresAt = now() + MAILED_LINK_MS
      return { link: seal(JSON.stringify({ kind: 'mailed link', ...link, expiresAt })), expiresAt }
    },
    /** Null for one that is forged or has run out. Using it is another matter. */
    read: (link: string): (MailedLink & { expiresAt: number }) | null => {
      const sealed = Sealed.safeParse(opened(open, link))
      return sealed.success && sealed.data.expiresAt > now() ? sealed.data : null
    },
    /** False when another browser has used it. `key` is that browser's own. */
    use: ({ id, expiresAt }: { id: string; expiresAt: number }, key: string): Promise<boolean> =>
      used.use({ id, expiresAt, keyHash: hash(`mailed link ${id}: ${key}`) }),
  }
}

function opened(open: Deps['open'], link: string): unknown {
  try {
    return JSON.parse(open(link))
  } catch {
    return null
  }
}
