import { existsSync } from 'node:fs'
import fastifyStatic from '@fastify/static'
import type { App } from './app.ts'

/** These govern what a page may do. On its files they say nothing, and would weigh more than some of them. */
const ofPages = [
  'content-security-policy',
  'cross-origin-opener-policy',
  'origin-agent-cluster',
  'x-dns-prefetch-control',
  'x-download-options',
  'x-frame-options',
  'x-permitted-cross-domain-policies',
  'x-xss-protection',
]

type Served = {
  prefix: string
  /** Pages of other origins may read them too. */
  everybody: boolean
}

/** Built files with a hash in their name: kept for ever, and sent as the build has compressed them. Nothing where there is no folder. */
export async function staticFiles(app: App, root: string, { prefix, everybody }: Served) {
  if (!existsSync(root)) return
  await app.register(async (scope) => {
    scope.addHook('onSend', async (_request, reply) => {
      for (const header of ofPages) reply.removeHeader(header)
      if (everybody) reply.header('access-control-allow-origin', '*')
    })
    await scope.register(fastifyStatic, {
      ...{ root, prefix, index: false, decorateReply: false },
      ...{ immutable: true, maxAge: '1y', preCompressed: true },
      // Nobody asks again for what may be kept for ever.
      ...{ etag: false, lastModified: false, acceptRanges: false },
    })
  })
}
