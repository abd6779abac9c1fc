import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { App } from './app.ts'

export type MetricsDeps = {
  sockets: () => { sockets: number; follows: number }
  /** By kind of job: how many wait, how many have failed for good, and how long the oldest is overdue. */
  backlog: () => Promise<{ kind: string; waiting: number; failed: number; overdueMs: number }[]>
}

/** Prometheus text at /metrics. Labels are route patterns and codes, never ids or addresses. */
export function metricsRoutes(app: App, { sockets, backlog }: MetricsDeps) {
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
  const jobs = new Gauge({
    name: 'baton_outbox_jobs',
    help: 'Jobs that are not done, by kind and whether they wait or have failed for good.',
    labelNames: ['kind', 'status'],
    registers: [registry],
  })
  const overdue = new Gauge({
    name: 'baton_outbox_overdue_seconds',
    help: 'How long the oldest waiting job of a kind has been due.',
    labelNames: ['kind'],
    registers: [registry],
  })
  /** Anew each time: a kind of which nothing is left must not keep its last number. */
  const measure = async () => {
    const kinds = await backlog()
    jobs.reset()
    overdue.reset()
    for (const { kind, waiting, failed, overdueMs } of kinds) {
      jobs.set({ kind, status: 'waiting' }, waiting)
      jobs.set({ kind, status: 'failed' }, failed)
      overdue.set({ kind }, overdueMs / 1000)
    }
  }
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none'
    duration.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000)
  })
  app.get('/metrics', { schema: { hide: true } }, async (_request, reply) => {
    await measure()
    reply.type(registry.contentType)
    return registry.metrics()
  })
}
