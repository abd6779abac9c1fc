import { z } from 'zod'
import type { App } from './app.ts'
import { refuse } from './problems.ts'
import { problems } from './route-schema.ts'

const tags = ['operation']
const Health = z.object({ status: z.literal('ok') })

/** `/healthz`: the process lives. `/readyz`: it can serve; 503 while the database is away or the server is stopping. */
export function healthRoutes(app: App, { ready }: { ready: () => Promise<void> }) {
  app.get('/healthz', { schema: { tags, summary: 'Is the process alive', response: { 200: Health } } }, async () => ({
    status: 'ok' as const,
  }))
  app.get(
    '/readyz',
    { schema: { tags, summary: 'Can it serve', response: { 200: Health, ...problems } } },
    async (request) => {
      try {
        await ready()
        return { status: 'ok' as const }
      } catch (error) {
        request.log.warn({ err: error }, 'not ready')
        throw refuse(503, 'unavailable', 'Not available', 'The database does not answer. Try again.')
      }
    },
  )
}
