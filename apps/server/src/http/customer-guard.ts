import type { FastifyRequest } from 'fastify'
import { unauthorized } from './problems.ts'

export type CustomerIdentity = { customerId: string; botId: string; teamId: string }

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by `requireCustomer`; read it with `customerOf`. */
    customer: CustomerIdentity | null
  }
}

/** An onRequest hook: 401 without a good token in `Authorization: Bearer …`. */
export function requireCustomer(verify: (token: string) => Promise<CustomerIdentity | null>) {
  return async (request: FastifyRequest) => {
    const [scheme, token] = (request.headers.authorization ?? '').split(' ')
    const identity = scheme?.toLowerCase() === 'bearer' && token !== undefined ? await verify(token) : null
    if (identity === null) throw unauthorized()
    request.customer = identity
  }
}

/** The customer that `requireCustomer` recognised. */
export function customerOf(request: FastifyRequest): CustomerIdentity {
  if (request.customer === null) throw new Error('route without requireCustomer')
  return request.customer
}
