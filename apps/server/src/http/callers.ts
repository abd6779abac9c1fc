import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Caller, CredentialResult } from '../accounts/credentials.ts'
import { credentialAnswer } from './account-refusals.ts'
import { refuse } from './problems.ts'

/** What a session remembers of whoever asks. */
export function callerOf(request: FastifyRequest): Caller {
  const { cookie, 'user-agent': userAgent } = request.headers
  return { cookie, address: request.ip, userAgent: userAgent?.slice(0, 300) }
}

/** One header for each cookie, as browsers need it. */
export function setCookies(reply: FastifyReply, cookies: readonly string[]): void {
  for (const cookie of cookies) reply.header('set-cookie', cookie)
}

/**
 * An onRequest hook for routes that make or end a session: another site must not use them. Browsers say their origin; whoever
 * says none is no browser page.
 */
export function sameOrigin(isAllowedOrigin: (origin: string) => boolean) {
  return async (request: FastifyRequest) => {
    const { origin } = request.headers
    if (origin === undefined || isAllowedOrigin(origin)) return
    throw refuse(403, 'origin_refused', 'Wrong origin', 'This request came from another site.')
  }
}

/** What the credentials library answered, its cookies set; ends the request when it refused. */
export async function answerOf(reply: FastifyReply, asked: Promise<CredentialResult>): Promise<unknown> {
  const { body, cookies } = credentialAnswer(await asked)
  setCookies(reply, cookies)
  return body
}
