import { webhookSchemas } from '@baton/protocol'
import { z } from 'zod'
import type { App } from './app.ts'
import { tags } from './webhook-scope.ts'

/** JSON Schema of the body of every type of webhook, for whoever writes a receiver. */
export function webhookSchemaRoutes(app: App) {
  const document = { apiVersion: '2026-11-01', types: webhookSchemas() }
  app.get(
    '/api/webhook-schemas.json',
    {
      schema: {
        ...{ tags, summary: 'JSON Schema of every webhook body' },
        response: { 200: z.object({ apiVersion: z.string(), types: z.record(z.string(), z.json()) }) },
      },
    },
    async (_request, reply) => {
      reply.header('cache-control', 'public, max-age=300')
      return z.object({ apiVersion: z.string(), types: z.record(z.string(), z.json()) }).parse(document)
    },
  )
}
