import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from './app.ts'
import { refuse } from './problems.ts'

export type TryLimit = {
  max: number
  /** Of the window, in seconds. */
  seconds: number
  /** What is counted beside the client's address, e.g. the account it tries. */
  by?: (request: FastifyRequest) => string
}

/** A preHandler hook that counts tries and answers 429 above any of the limits; none where rate limits are off. */
export function limitTries(app: App, ...limits: TryLimit[]) {
  if (!app.hasDecorator('createRateLimit')) return []
  const counters = limits.map(({ max, seconds, by = () => '' }) =>
    app.createRateLimit({ max, timeWindow: seconds * 1000, keyGenerator: (request) => `${request.ip} ${by(request)}` }),
  )
  const count = async (request: FastifyRequest, reply: FastifyReply) => {
    for (const counter of counters) {
      const tries = await counter(request)
      if (tries.isAllowed || !tries.isExceeded) continue
      reply.header('retry-after', String(tries.ttlInSeconds))
      throw refuse(429, 'rate_limited', 'Too many tries', 'Wait a little and try again.')
    }
  }
  return [count]
}

/** The e-mail address that a body names, as one key. */
export function addressOf(request: FastifyRequest): string {
  const { body } = request
  const named = typeof body === 'object' && body !== null && 'email' in body ? body.email : ''
  return String(named).trim().toLowerCase()
}
