import { errors, jwtVerify } from 'jose'

/** Whom a site's signed token speaks of. Name and e-mail address are the site's word for it, and proven with it. */
export type ProvenIdentity = { subject: string; name: string | null; email: string | null }

/** Why a token was not believed, in words for whoever wrote the site. */
export type IdentityRefusal = { refused: string }

/** How far the clocks of two servers may differ, in seconds. */
const TOLERANCE = 30

/**
 * Reads a site's token: a JWT signed by HS256 with the bot's secret, for this bot (`aud`), of somebody (`sub`), not expired
 * (`exp` must be there). Nothing but the signature proves anything.
 */
export async function readIdentityToken(
  token: string,
  { secret, botId, now }: { secret: string; botId: string; now: number },
): Promise<ProvenIdentity | IdentityRefusal> {
  try {
    const { payload } = await jwtVerify(token, new TextEncoder().encode(secret), {
      algorithms: ['HS256'],
      audience: botId,
      requiredClaims: ['sub', 'exp'],
      clockTolerance: TOLERANCE,
      currentDate: new Date(now),
    })
    const { sub, name, email } = payload
    if (typeof sub !== 'string' || sub === '' || sub.length > 255)
      return { refused: 'sub must be 1 to 255 characters.' }
    return { subject: sub, name: textOf(name, 200), email: textOf(email, 320) }
  } catch (error) {
    return { refused: reasonOf(error) }
  }
}

const textOf = (claim: unknown, most: number) =>
  typeof claim === 'string' && claim.trim() !== '' && claim.length <= most ? claim.trim() : null

function reasonOf(error: unknown): string {
  if (error instanceof errors.JWTExpired) return 'The token has expired.'
  if (error instanceof errors.JWTClaimValidationFailed && error.claim === 'aud') return 'aud must be the bot’s id.'
  if (error instanceof errors.JWTClaimValidationFailed) return `The claim ${error.claim} is missing or wrong.`
  if (error instanceof errors.JOSEAlgNotAllowed) return 'The token must be signed by HS256.'
  return 'The signature is not that of the bot’s secret.'
}
