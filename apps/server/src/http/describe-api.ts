import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import { jsonSchemaTransform } from 'fastify-type-provider-zod'
import type { App } from './app.ts'

/** Serves the OpenAPI document of every route that is not hidden, and a page to read it. */
export async function describeApi(app: App) {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Baton',
        version: '1',
        description:
          'Chat bots that know when to step aside for a person. Errors are problem+json (RFC 9457) with a stable `code`.',
      },
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: 'baton.session_token' },
          apiKey: { type: 'http', scheme: 'bearer', description: 'An API key, `bat_…`.' },
          customer: {
            type: 'http',
            scheme: 'bearer',
            description: 'A customer’s token, from starting a conversation.',
          },
        },
      },
    },
    transform: jsonSchemaTransform,
    transformObject: (document) => {
      if (!('openapiObject' in document)) return document.swaggerObject
      for (const methods of Object.values(document.openapiObject.paths ?? {})) correct(methods as Operations)
      return document.openapiObject
    },
  })
  await app.register(swaggerUi, {
    routePrefix: '/api/docs',
    indexPrefix: '',
    uiConfig: { deepLinking: true },
    theme: { title: 'Baton API', css: [{ filename: 'baton.css', content: '.topbar{display:none}' }] },
  })
  app.get('/api/openapi.json', { schema: { hide: true } }, async () => app.swagger())
}

type Schema = { type?: unknown; anyOf?: { type?: unknown }[] }
type Content = Record<string, { schema?: Schema }>
type Operation = {
  requestBody?: { required?: boolean; content?: Content }
  responses?: Record<string, { description?: string; content?: Content }>
}
type Operations = Record<string, Operation>

/** What the generator cannot know: errors have a media type of their own, and a command may come without a body. */
function correct(operations: Operations) {
  for (const { requestBody, responses = {} } of Object.values(operations)) {
    for (const [status, response] of Object.entries(responses)) asProblem(status, response)
    const schema = requestBody?.content?.['application/json']?.schema
    if (requestBody !== undefined && schema?.anyOf?.some(({ type }) => type === 'null')) requestBody.required = false
  }
}

function asProblem(status: string, response: { description?: string; content?: Content }) {
  const { 'application/json': described } = response.content ?? {}
  if (!/^[45]/.test(status) || described === undefined) return
  response.description = status.startsWith('4') ? 'Refused; `code` says why' : 'Failed; `code` says how'
  response.content = { 'application/problem+json': described }
}
