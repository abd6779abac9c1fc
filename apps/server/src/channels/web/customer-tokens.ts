import { jwtVerify, SignJWT } from 'jose'
import type { EndedCustomerTokens } from '../../store/ended-customer-tokens.ts'

export type CustomerIdentity = { customerId: string; botId: string; teamId: string }

type Deps = {
  key: Uint8Array
  now: () => number
  ended: EndedCustomerTokens
  hash: (text: string) => string
}

const DAY = 86_400
/** How long a token is good for, in seconds: that of one browser, which nobody signs out of, for long. */
const OF_A_BROWSER = 365 * DAY
/** Whom a site has proven may sign out there and leave the browser to others; every `identify` begins this anew. */
const OF_AN_IDENTITY = 7 * DAY

/**
 * Tokens of the web channel: bound to one customer of one bot (JWT, HS256). The same identity and time give the same
 * token, so that a start that is asked again gets the same answer.
 */
export function openCustomerTokens({ key, now, ended, hash }: Deps) {
  const kept = (token: string) => hash(`customer token: ${token}`)
  const read = async (token: string): Promise<(CustomerIdentity & { expiresAt: number }) | null> => {
    try {
      const { payload } = await jwtVerify(token, key, {
        algorithms: ['HS256'],
        typ: 'baton-customer+jwt',
        audience: 'baton:web-channel',
        requiredClaims: ['exp'],
        currentDate: new Date(now()),
      })
      const { sub, bot, team, exp = 0 } = payload
      if (typeof sub !== 'string' || typeof bot !== 'string' || typeof team !== 'string') return null
      return { customerId: sub, botId: bot, teamId: team, expiresAt: exp * 1000 }
    } catch {
      return null
    }
  }
  return {
    issue: (
      { customerId, botId, teamId }: CustomerIdentity,
      { at, proven, id }: { at: number; proven: boolean; id?: string },
    ): Promise<string> => {
      const seconds = Math.floor(at / 1000)
      // An id tells this token from another of the same second, which may have been ended.
      return new SignJWT({ bot: botId, team: teamId, ...(id !== undefined && { jti: id }) })
        .setProtectedHeader({ alg: 'HS256', typ: 'baton-customer+jwt' })
        .setSubject(customerId)
        .setAudience('baton:web-channel')
        .setIssuedAt(seconds)
        .setExpirationTime(seconds + (proven ? OF_AN_IDENTITY : OF_A_BROWSER))
        .sign(key)
    },
    /** Null for a token that is forged, expired, ended, or of another kind. */
    verify: async (token: string): Promise<CustomerIdentity | null> => {
      const known = await read(token)
      if (known === null || (await ended.has(kept(token)))) return null
      const { expiresAt: _, ...identity } = known
      return identity
    },
    /** It opens nothing any more, whoever has copies. */
    end: async (token: string): Promise<void> => {
      const known = await read(token)
      if (known !== null) await ended.end(kept(token), known.expiresAt)
    },
  }
}

export type CustomerTokens = ReturnType<typeof openCustomerTokens>
