import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { App } from './app.ts'

/** Prometheus text at /metrics. Labels are route patterns and codes, never ids or addresses. */
export function metricsRoutes(app: App, { sockets }: { sockets: () => { sockets: number; follows: number } }) {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const duration = new Histogram({
    name: 'baton_http_request_seconds',
    help: 'Time of HTTP requests.',
    labelNames: ['method', 'route', 'status'],
    registers: [registry],
  })
  new Gauge({
    name: 'baton_sockets',
    help: 'Open sockets.',
    registers: [registry],
    collect() {
      this.set(sockets().sockets)
    },
  })
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none'
    duration.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000)
  })
  app.get('/metrics', { schema: { hide: true } }, async (_request, reply) => {
    reply.type(registry.contentType)
    return registry.metrics()
  })
}
