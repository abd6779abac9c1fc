import { createHmac, timingSafeEqual } from 'node:crypto'
import { parseCookies } from 'better-auth/cookies'

export type SessionCookie = {
  name: string
  /** The session's token out of a Cookie header; null when there is none or its signature is not ours. */
  read: (cookieHeader: string) => string | null
}

/** The library's session cookie, `TOKEN.SIGNATURE`. Signed, so that a stolen copy of the database opens no session. */
export function sessionCookie(publicUrl: string, secret: string): SessionCookie {
  const name = `${publicUrl.startsWith('https:') ? '__Secure-' : ''}baton.session_token`
  return {
    name,
    read: (cookieHeader) => {
      const value = parseCookies(cookieHeader).get(name) ?? ''
      const dot = value.lastIndexOf('.')
      if (dot < 1) return null
      const token = value.slice(0, dot)
      const expected = createHmac('sha256', secret).update(token).digest('base64')
      return isSame(expected, value.slice(dot + 1)) ? token : null
    },
  }
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}
