import { jwtVerify, SignJWT } from 'jose'

export type CustomerIdentity = { customerId: string; botId: string; teamId: string }

const DAY = 86_400
/** How long a token is good for, in seconds: that of one browser, which nobody signs out of, for long. */
const OF_A_BROWSER = 365 * DAY
/** Whom a site has proven may sign out there and leave the browser to others; every `identify` begins this anew. */
const OF_AN_IDENTITY = 7 * DAY

/**
 * Tokens of the web channel: bound to one customer of one bot (JWT, HS256). The same identity and time give the same
 * token, so that a start that is asked again gets the same answer.
 */
export function openCustomerTokens(key: Uint8Array, now: () => number) {
  return {
    issue: (
      { customerId, botId, teamId }: CustomerIdentity,
      { at, proven }: { at: number; proven: boolean },
    ): Promise<string> => {
      const seconds = Math.floor(at / 1000)
      return new SignJWT({ bot: botId, team: teamId })
        .setProtectedHeader({ alg: 'HS256', typ: 'baton-customer+jwt' })
        .setSubject(customerId)
        .setAudience('baton:web-channel')
        .setIssuedAt(seconds)
        .setExpirationTime(seconds + (proven ? OF_AN_IDENTITY : OF_A_BROWSER))
        .sign(key)
    },
    /** Null for a token that is forged, expired, or of another kind. */
    verify: async (token: string): Promise<CustomerIdentity | null> => {
      try {
        const { payload } = await jwtVerify(token, key, {
          algorithms: ['HS256'],
          typ: 'baton-customer+jwt',
          audience: 'baton:web-channel',
          currentDate: new Date(now()),
        })
        const { sub, bot, team } = payload
        if (typeof sub !== 'string' || typeof bot !== 'string' || typeof team !== 'string') return null
        return { customerId: sub, botId: bot, teamId: team }
      } catch {
        return null
      }
    },
  }
}

export type CustomerTokens = ReturnType<typeof openCustomerTokens>
