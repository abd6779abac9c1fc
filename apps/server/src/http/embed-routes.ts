import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Bots } from '../store/bots.ts'
import type { WebChannels } from '../store/web-channels.ts'
import type { App } from './app.ts'
import { sendBuilt, sendMade } from './built-files.ts'
import { demoPage, demoPolicy, missingDemoPage } from './demo-page.ts'
import { customerPageHeaders } from './page-policy.ts'

const params = z.object({ botId: z.string() })
const HTML = 'text/html; charset=utf-8'

/** What sites load from here. Its name stays, so a new version is found within ten minutes. */
const scripts = {
  '/widget.js': 'text/javascript; charset=utf-8',
  '/widget-chat.js': 'text/javascript; charset=utf-8',
  '/baton.d.ts': 'text/plain; charset=utf-8',
}
const SCRIPT_CACHE = 'public, max-age=600, stale-while-revalidate=86400'

export type EmbedRouteDeps = { bots: Bots; webChannels: WebChannels; folders: { chat: string }; publicUrl: string }

/** Everything by which a site shows a bot: the loader, the page for a frame, the direct page and the demo page. */
export function embedRoutes(app: App, deps: EmbedRouteDeps) {
  scriptRoutes(app, deps)
  chatPageRoutes(app, deps)
  demoRoute(app, deps)
}

function scriptRoutes(app: App, { folders }: EmbedRouteDeps) {
  for (const [path, type] of Object.entries(scripts)) {
    // Few headers: with its settings the closed launcher weighs 4 KB at most, and headers count.
    app.get(path, { schema: { hide: true }, helmet: false }, (request, reply) => {
      reply.header('x-content-type-options', 'nosniff')
      reply.header('cross-origin-resource-policy', 'cross-origin').header('access-control-allow-origin', '*')
      return sendBuilt(request, reply, { folder: folders.chat, name: path.slice(1), type, cacheControl: SCRIPT_CACHE })
    })
  }
}

function chatPageRoutes(app: App, { bots, webChannels, folders, publicUrl }: EmbedRouteDeps) {
  const exists = async (botId: string) => (await bots.findForChannel(botId)) !== null
  const direct = customerPageHeaders(publicUrl, ["'none'"])
  app.get('/b/:botId', { schema: { hide: true, params }, helmet: false }, async (request, reply) => {
    const status = (await exists(request.params.botId)) ? 200 : 404
    const sent = { folder: folders.chat, name: 'index.html', type: HTML, cacheControl: 'no-cache', status }
    return sendBuilt(request, reply.headers(direct), sent)
  })

  app.get('/b/:botId/embed', { schema: { hide: true, params }, helmet: false }, async (request, reply) => {
    const { botId } = request.params
    const found = await exists(botId)
    // Also of a bot that is gone: the frames in which it stood say so.
    const sites = await webChannels.sitesOf(botId)
    const list = sites.anySite ? ['*'] : sites.allowedSites
    const page = await readFile(join(folders.chat, 'index.html'), 'utf8')
    reply.headers(customerPageHeaders(publicUrl, sites.anySite ? ['*'] : ["'self'", ...list]))
    reply
      .code(found ? 200 : 404)
      .type(HTML)
      .header('cache-control', 'no-cache')
    // The page looks again at whom it speaks with; sites are origins, which hold nothing that HTML would read.
    const told = page.replace('</head>', `<meta name="baton-sites" content="${list.join(' ')}" />\n</head>`)
    return sendMade(request, reply, told)
  })
}

function demoRoute(app: App, { bots }: EmbedRouteDeps) {
  app.get('/demo/:botId', { schema: { hide: true, params } }, async (request, reply) => {
    const found = await bots.findForChannel(request.params.botId)
    reply.header('content-security-policy', demoPolicy).header('x-frame-options', 'SAMEORIGIN')
    reply.type(HTML).header('cache-control', 'no-cache')
    if (found === null) return reply.code(404).send(missingDemoPage())
    return reply.send(demoPage({ id: found.bot.id, name: found.bot.name }))
  })
}
