import { KeptMail, KeptMailDetail, OutboxJob, OutboxJobStatus, OutboxState, PageQuery, page } from '@baton/protocol'
import { z } from 'zod'
import type { OutboxJobs } from '../store/outbox-jobs.ts'
import type { App } from './app.ts'
import { principalOf, type RequireMember } from './principal-guard.ts'
import { notFound, refuse } from './problems.ts'
import { problems } from './route-schema.ts'

export type OutboxRouteDeps = {
  jobs: OutboxJobs
  keptMails: {
    list: (
      teamId: string,
      page: { limit: number; after: string | null },
    ) => Promise<{ items: KeptMail[]; nextCursor: string | null }>
    find: (teamId: string, id: string) => Promise<KeptMailDetail | null>
  }
  smtp: boolean
  /** Due jobs start at once. */
  wakeOutbox: () => void
}

const Params = z.object({ id: z.string().max(200) })
const Jobs = PageQuery.extend({ status: OutboxJobStatus.default('failed') })
const tags = ['outbox']
const webhookIsOff = 'Its webhook is switched off or deleted. Switch it on first.'

/** What waits, what has failed for good, and the mails that were kept for want of an SMTP server. */
export function outboxRoutes(
  app: App,
  { jobs, keptMails, smtp, wakeOutbox, member }: OutboxRouteDeps & { member: RequireMember },
) {
  const onRequest = member('outbox.manage')
  const read = { onRequest }
  app.get(
    '/api/v1/outbox',
    { ...read, schema: { tags, summary: 'How the outbox stands', response: { 200: OutboxState, ...problems } } },
    async (request) => ({ smtp, ...(await jobs.state(principalOf(request).teamId)) }),
  )
  app.get(
    '/api/v1/outbox/jobs',
    {
      ...read,
      schema: {
        tags,
        summary: 'List jobs that wait or have failed',
        querystring: Jobs,
        response: { 200: page(OutboxJob), ...problems },
      },
    },
    async (request) => jobs.list({ teamId: principalOf(request).teamId, ...request.query }),
  )
  app.post(
    '/api/v1/outbox/jobs/:id/retry',
    {
      onRequest,
      schema: {
        tags,
        summary: 'Try a failed job again',
        description:
          'Of a webhook, the same message under the same id. 409 `webhook_disabled` while its webhook is off.',
        params: Params,
        response: { 204: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const retried = await jobs.retry(principalOf(request).teamId, request.params.id)
      if (retried === 'not_found') throw notFound()
      if (retried === 'webhook_disabled') throw refuse(409, retried, 'Webhook is off', webhookIsOff)
      wakeOutbox()
      return reply.code(204).send(null)
    },
  )
  app.get(
    '/api/v1/outbox/mails',
    {
      ...read,
      schema: {
        tags,
        summary: 'List kept mails',
        description: 'Without SMTP mails are kept on the server. Mails that carry a credential are never shown.',
        querystring: PageQuery,
        response: { 200: page(KeptMail), ...problems },
      },
    },
    async (request) => {
      const { limit, cursor = null } = request.query
      return keptMails.list(principalOf(request).teamId, { limit, after: cursor })
    },
  )
  app.get(
    '/api/v1/outbox/mails/:id',
    {
      ...read,
      schema: { tags, summary: 'Read a kept mail', params: Params, response: { 200: KeptMailDetail, ...problems } },
    },
    async (request) => {
      const mail = await keptMails.find(principalOf(request).teamId, request.params.id)
      if (mail === null) throw notFound()
      return mail
    },
  )
}
