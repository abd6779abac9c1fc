import type { Right } from '@baton/core'
import type { FastifyRequest } from 'fastify'
import { type Principal, principalMay } from '../accounts/principal.ts'
import { forbidden, refuse, unauthorized } from './problems.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by `requireMember`; read it with `principalOf`. */
    principal: Principal | null
  }
}

export type Authenticate = (headers: {
  cookie?: string | undefined
  authorization?: string | undefined
}) => Promise<Principal | null>

/**
 * An onRequest hook: 401 without a member, 403 without the right, before the body is even read. Requests known by
 * cookie that change something must come from an allowed origin (a browser always says its origin there).
 */
export function requireMember(guard: { authenticate: Authenticate; isAllowedOrigin: (origin: string) => boolean }) {
  return (right?: Right) => async (request: FastifyRequest) => {
    const { cookie, authorization, origin } = request.headers
    const principal = await guard.authenticate({ cookie, authorization })
    if (principal === null) throw unauthorized()
    const changes = request.method !== 'GET' && request.method !== 'HEAD'
    const foreign = origin !== undefined && !guard.isAllowedOrigin(origin)
    if (changes && principal.via.kind === 'session' && foreign) {
      throw refuse(403, 'origin_refused', 'Wrong origin', 'This request came from another site.')
    }
    if (right !== undefined && !principalMay(principal, right)) throw forbidden(right)
    request.principal = principal
  }
}

export type RequireMember = ReturnType<typeof requireMember>

/** The member that `requireMember` recognised. */
export function principalOf(request: FastifyRequest): Principal {
  if (request.principal === null) throw new Error('route without requireMember')
  return request.principal
}

/** An onRequest hook after `requireMember`: sessions and passwords belong to people; a key has none. */
export async function sessionOnly(request: FastifyRequest) {
  if (principalOf(request).via.kind === 'session') return
  throw refuse(403, 'session_required', 'Sign in for this', 'An API key cannot do this. Sign in with a password.')
}
