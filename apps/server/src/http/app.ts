import compress from '@fastify/compress'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import Fastify, { type FastifyBaseLogger, LogController } from 'fastify'
import { serializerCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod'
import './customer-guard.ts'
import './principal-guard.ts'
import { describeApi } from './describe-api.ts'
import { endConnectionsOnClose } from './end-connections.ts'
import { answerError } from './error-response.ts'
import { isLoopback } from './origins.ts'
import { type PageFolders, unknownPage } from './page-routes.ts'
import { compileValidator, refuseNulInPath } from './validate.ts'

/** Largest JSON body, in bytes: 4,000 characters escaped at their worst, with room. */
const BODY_LIMIT = 64 * 1024

export type AppSettings = {
  publicUrl: string
  folders: PageFolders
  /** Whose X-Forwarded-For is believed. */
  trustProxy: string[]
  rateLimits: boolean
  logger: FastifyBaseLogger
  newId: () => string
}

/** The HTTP server without its routes: validation, errors, headers, limits and the OpenAPI document. */
export async function createApp(settings: AppSettings) {
  const app = Fastify({
    loggerInstance: settings.logger,
    logController: new LogController({ disableRequestLogging: true }),
    frameworkErrors: (error, request, reply) => answerError(error, request, reply),
    bodyLimit: BODY_LIMIT,
    trustProxy: settings.trustProxy,
    genReqId: settings.newId,
    requestTimeout: 60_000,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 200 },
    return503OnClosing: true,
  }).withTypeProvider<ZodTypeProvider>()
  app.setValidatorCompiler(compileValidator)
  app.setSerializerCompiler(serializerCompiler)
  // Only JSON comes in; a text would otherwise reach the validation as a string.
  app.removeContentTypeParser('text/plain')
  // A command needs no body, even from a client that always says it sends JSON.
  const parseJson = app.getDefaultJsonParser('error', 'error')
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, undefined)
    else parseJson(request, String(body), done)
  })
  app.setErrorHandler(answerError)
  app.setNotFoundHandler(unknownPage(settings.folders))
  app.decorateRequest('principal', null)
  app.decorateRequest('customer', null)
  app.addHook('onRequest', refuseNulInPath)
  endConnectionsOnClose(app)
  logRequests(app)
  await secureHeaders(app, settings.publicUrl)
  // Only where a route asks for it: what holds secrets is not compressed beside what others chose (BREACH).
  await app.register(compress, { global: false, encodings: ['gzip'], threshold: 200 })
  if (settings.rateLimits) await app.register(rateLimit, { global: false })
  await describeApi(app)
  return app
}

export type App = Awaited<ReturnType<typeof createApp>>

/** One line for each request: the route's pattern, never its query or body. */
function logRequests(app: { addHook: App['addHook'] }) {
  app.addHook('onResponse', async (request, reply) => {
    const { method, routeOptions } = request
    const line = { method, route: routeOptions.url ?? 'none', status: reply.statusCode }
    request.log.info({ ...line, ms: Math.round(reply.elapsedTime) }, 'request')
  })
}

async function secureHeaders(app: App, publicUrl: string) {
  const { protocol, host, hostname } = new URL(publicUrl)
  const loopback = isLoopback(hostname)
  // Safari before 15.4 does not read 'self' as covering WebSockets, so the socket's address is named.
  const socket = `${protocol === 'https:' ? 'wss' : 'ws'}://${host}`
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'", socket],
        manifestSrc: ["'self'"],
        // The Web tab shows the demo page.
        frameSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: protocol === 'https:' && !loopback,
    referrerPolicy: { policy: 'no-referrer' },
    crossOriginEmbedderPolicy: false,
    crossOriginResourcePolicy: { policy: 'same-origin' },
    xFrameOptions: { action: 'deny' },
  })
}
