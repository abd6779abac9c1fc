import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from './app.ts'
import { sendBuilt } from './built-files.ts'
import { sendProblem } from './error-response.ts'
import { problem } from './problems.ts'
import { staticFiles } from './static-files.ts'

/** Where the built apps are. */
export type PageFolders = { dashboard: string; chat: string }

const dashboardPaths = [
  '/',
  '/sign-in',
  '/forgot-password',
  '/reset-password',
  '/set-up/*',
  '/invite/*',
  '/conversations',
  '/conversations/*',
  '/bots',
  '/bots/*',
  '/outbox',
  '/team',
  '/team/*',
  '/account',
]

/** The built pages. Files with a hash in their name may be kept for ever; the pages themselves are asked for each time. */
export async function pageRoutes(app: App, { folders }: { folders: PageFolders }) {
  await staticFiles(app, join(folders.dashboard, 'assets'), { prefix: '/assets/', everybody: false })
  // A sandboxed frame has no origin of its own, and may read the chat page's files only where everybody may.
  await staticFiles(app, join(folders.chat, 'assets'), { prefix: '/chat/assets/', everybody: true })
  for (const path of dashboardPaths) {
    app.get(path, { schema: { hide: true } }, (request, reply) => sendPage(request, reply, 200, folders.dashboard))
  }
}

/** Whoever opens an unknown address in a browser gets the dashboard's own page for that; programs get a problem. */
export function unknownPage(folders: PageFolders) {
  return async (request: FastifyRequest, reply: FastifyReply) => {
    const page = join(folders.dashboard, 'index.html')
    const wantsPage = request.method === 'GET' && (request.headers.accept ?? '').includes('text/html')
    if (wantsPage && !request.url.startsWith('/api/') && existsSync(page))
      return sendPage(request, reply, 404, folders.dashboard)
    return sendProblem(reply, request, problem(404, 'not_found', 'Not found', 'There is nothing at this address.'))
  }
}

function sendPage(request: FastifyRequest, reply: FastifyReply, status: number, folder: string) {
  const sent = { folder, name: 'index.html', type: 'text/html; charset=utf-8', cacheControl: 'no-cache', status }
  return sendBuilt(request, reply, sent)
}
