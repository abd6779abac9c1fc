import type { FastifyReply, FastifyRequest } from 'fastify'
import type { WebChannels } from '../store/web-channels.ts'
import type { App } from './app.ts'
import type { CustomerIdentity } from './customer-guard.ts'
import { refuse } from './problems.ts'

export type ChannelOriginDeps = {
  webChannels: Pick<WebChannels, 'isAllowed' | 'isKnownSite'>
  tokens: { verify: (token: string) => Promise<CustomerIdentity | null> }
  isAllowedOrigin: (origin: string) => boolean
}

const PREFIX = '/api/channel/v1/'

/**
 * Pages of other origins use the channel only where the bot allows their site (CORS). Whoever says no origin is no page; a
 * page of this server's own needs no leave.
 */
export function channelOrigins(app: App, deps: ChannelOriginDeps) {
  app.addHook('onRequest', async (request, reply) => {
    if (!request.url.startsWith(PREFIX)) return
    reply.header('vary', 'Origin')
    const origin = foreignOrigin(request, deps)
    if (origin === null) return
    if (await isAllowed(request, origin, deps)) letIn(reply, origin)
    else if (request.method !== 'OPTIONS') {
      throw refuse(403, 'origin_refused', 'Wrong origin', 'This site is not among those that the bot allows.')
    }
  })
  app.options(`${PREFIX}*`, { schema: { hide: true } }, (_request, reply) =>
    reply
      .header('access-control-allow-methods', 'GET, POST')
      .header('access-control-allow-headers', 'authorization, content-type')
      .header('access-control-max-age', '600')
      .code(204)
      .send(),
  )
}

function letIn(reply: FastifyReply, origin: string): void {
  reply
    .header('access-control-allow-origin', origin)
    .header('access-control-expose-headers', 'etag, retry-after')
    .header('cross-origin-resource-policy', 'cross-origin')
}

/** The origin of a page that is not ours; null for ours and for programs. Browsers alone may set Sec-Fetch headers. */
function foreignOrigin({ headers }: FastifyRequest, { isAllowedOrigin }: ChannelOriginDeps): string | null {
  const { origin } = headers
  if (origin === undefined || headers['sec-fetch-site'] === 'same-origin' || isAllowedOrigin(origin)) return null
  return origin
}

async function isAllowed(request: FastifyRequest, origin: string, { webChannels, tokens }: ChannelOriginDeps) {
  const [, named] = /^\/api\/channel\/v1\/bots\/([^/?]+)/.exec(request.url) ?? []
  if (named !== undefined) return webChannels.isAllowed(decoded(named), origin)
  // A preflight carries no token: what it asks for is decided when the request itself comes.
  if (request.method === 'OPTIONS') return webChannels.isKnownSite(origin)
  const identity = await tokens.verify((request.headers.authorization ?? '').replace(/^Bearer /i, ''))
  return identity === null ? webChannels.isKnownSite(origin) : webChannels.isAllowed(identity.botId, origin)
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
