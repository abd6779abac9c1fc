import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { App } from './app.ts'
import { sendProblem } from './error-response.ts'
import { problem } from './problems.ts'

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
  '/team',
  '/account',
]

/** The built pages. Files with a hash in their name may be kept for ever; the pages themselves are asked for each time. */
export async function pageRoutes(
  app: App,
  { folders, botExists }: { folders: PageFolders; botExists: (botId: string) => Promise<boolean> },
) {
  const hashed = { immutable: true, maxAge: '1y', index: false as const, decorateReply: false }
  const assets = join(folders.dashboard, 'assets')
  if (existsSync(assets)) await app.register(fastifyStatic, { root: assets, prefix: '/assets/', ...hashed })
  if (existsSync(folders.chat)) await app.register(fastifyStatic, { root: folders.chat, prefix: '/chat/', ...hashed })
  for (const path of dashboardPaths) {
    app.get(path, { schema: { hide: true } }, (_request, reply) => sendPage(reply, 200, folders.dashboard))
  }
  for (const path of ['/b/:botId', '/b/:botId/embed']) {
    const params = z.object({ botId: z.string() })
    app.get(path, { schema: { hide: true, params } }, async (request, reply) => {
      const status = (await botExists(request.params.botId)) ? 200 : 404
      return sendPage(reply, status, folders.chat)
    })
  }
}

/** Whoever opens an unknown address in a browser gets the dashboard's own page for that; programs get a problem. */
export function unknownPage(folders: PageFolders) {
  return async (request: FastifyRequest, reply: FastifyReply) => {
    const page = join(folders.dashboard, 'index.html')
    const wantsPage = request.method === 'GET' && (request.headers.accept ?? '').includes('text/html')
    if (wantsPage && !request.url.startsWith('/api/') && existsSync(page))
      return sendPage(reply, 404, folders.dashboard)
    return sendProblem(reply, request, problem(404, 'not_found', 'Not found', 'There is nothing at this address.'))
  }
}

async function sendPage(reply: FastifyReply, status: number, folder: string) {
  const page = await readFile(join(folder, 'index.html'))
  return reply.code(status).type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(page)
}
