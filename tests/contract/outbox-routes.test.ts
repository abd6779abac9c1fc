import { randomUUID } from 'node:crypto'
import type { Role } from '@baton/core'
import { roles } from '@baton/protocol'
import pino from 'pino'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Principal } from '../../apps/server/src/accounts/principal.ts'
import { type App, createApp } from '../../apps/server/src/http/app.ts'
import { metricsRoutes } from '../../apps/server/src/http/metrics-routes.ts'
import { outboxRoutes } from '../../apps/server/src/http/outbox-routes.ts'
import { requireMember } from '../../apps/server/src/http/principal-guard.ts'
import { openKeptMails } from '../../apps/server/src/mail/kept-mails.ts'
import { mailFolderOf } from '../../apps/server/src/mail/mailer.ts'
import { openOutboxJobs } from '../../apps/server/src/store/outbox-jobs.ts'
import { ada, beginning, escalates, hour, starts, ten } from '../support/cast.ts'
import { databaseKinds } from '../support/fresh-database.ts'
import { type MailScene, mailScene } from './mail-scene.ts'
import { type MailServer, startMailServer } from './mail-server.ts'

/** Whoever says a role is a member of it: `Bearer owner`, `Bearer owner@team_other`. */
async function authenticate({ authorization }: { authorization?: string | undefined }): Promise<Principal | null> {
  const [, role, teamId = beginning.teamId] = /^Bearer (\w+)(?:@(\w+))?$/.exec(authorization ?? '') ?? []
  if (role === undefined) return null
  const via = { kind: 'api_key', keyId: 'key' } as const
  const known = { memberId: 'm', userId: 'u', teamId, teamName: '', name: '', email: '' }
  return { ...known, role: role as Role, roles: [role as Role], via }
}

async function appOn(scene: MailScene, smtp: boolean): Promise<App> {
  const quiet = { trustProxy: [], rateLimits: false, logger: pino({ level: 'silent' }), newId: randomUUID }
  const app = await createApp({ folders: { dashboard: '', chat: '' }, publicUrl: 'https://baton.example', ...quiet })
  const jobs = openOutboxJobs(scene.database)
  metricsRoutes(app, { backlog: jobs.backlog, sockets: () => ({ sockets: 0, follows: 0 }) })
  outboxRoutes(app, {
    jobs,
    keptMails: openKeptMails(mailFolderOf(scene)),
    ...{ smtp, wakeOutbox: () => scene.outbox.wake() },
    member: requireMember({ authenticate, isAllowedOrigin: () => true }),
  })
  await app.ready()
  return app
}

async function ask(app: App, method: 'GET' | 'POST', url: string, who = 'owner') {
  const answer = await app.inject({ method, url, headers: { authorization: `Bearer ${who}` } })
  return { status: answer.statusCode, body: answer.body === '' ? null : answer.json() }
}

describe('kept mails', () => {
  let scene: MailScene
  let app: App

  beforeEach(async () => {
    scene = await mailScene('sqlite', undefined)
    app = await appOn(scene, false)
    scene.start()
  })
  afterEach(async () => {
    await app.close()
    await scene.end()
  })

  test('OB1: owners and admins read the kept mails of their own team, newest first, page by page', async () => {
    await scene.commit([starts(), escalates()])
    await scene.commit([starts(), escalates({ name: 'Second Dana' })])
    const all = () => ask(app, 'GET', '/api/v1/outbox/mails')
    await vi.waitFor(async () => expect((await all()).body.items).toHaveLength(2))
    const first = (await ask(app, 'GET', '/api/v1/outbox/mails?limit=1')).body
    expect(first.items).toMatchObject([{ about: 'escalated', to: ['ada@example.com'] }])
    expect(first.items[0].subject).toContain('Second Dana')
    const next = (await ask(app, 'GET', `/api/v1/outbox/mails?limit=1&cursor=${first.nextCursor}`)).body
    expect(next).toMatchObject({ items: [{ about: 'escalated' }], nextCursor: null })
    const detail = (await ask(app, 'GET', `/api/v1/outbox/mails/${first.items[0].id}`)).body
    expect(detail).toMatchObject({ ...first.items[0], text: expect.stringContaining('Second Dana') })
    expect((await ask(app, 'GET', '/api/v1/outbox/mails', 'owner@team_other')).body.items).toEqual([])
    expect((await ask(app, 'GET', `/api/v1/outbox/mails/${detail.id}`, 'owner@team_other')).status).toBe(404)
    // The file is there a moment before its job is done.
    const state = async () => (await ask(app, 'GET', '/api/v1/outbox')).body
    await vi.waitFor(async () => expect(await state()).toMatchObject({ smtp: false, waiting: 0, failed: 0 }))
  })

  test('OB2: a mail that carries a credential is shown to nobody', async () => {
    await scene.commit([starts(), escalates()])
    await scene.database.transact((tx) =>
      scene.accountMails.invitation(
        {
          ...{ to: 'new@example.com', teamId: beginning.teamId, teamName: 'Ada’s team', invitedBy: ada.name },
          ...{
            role: 'viewer',
            language: null,
            acceptUrl: 'https://baton.example/invite/SECRET',
            expiresAt: ten + 99 * hour,
          },
        },
        tx,
      ),
    )
    await vi.waitFor(async () => expect((await scene.jobs()).every((job) => job.done_at !== null)).toBe(true))
    const answer = await ask(app, 'GET', '/api/v1/outbox/mails')
    expect(answer.body.items).toHaveLength(1)
    expect(JSON.stringify(answer.body)).not.toMatch(/SECRET|new@example/)
    const hidden = answer.body.items[0].id.replace(/mail_.*/, '')
    expect((await ask(app, 'GET', `/api/v1/outbox/mails/${hidden}`)).status).toBe(404)
  })

  test.each(['..%2Fbaton', '..%2F..%2Fetc%2Fpasswd', 'a.b', '%00'])('an id %s that is no name is 404', async (id) => {
    expect((await ask(app, 'GET', `/api/v1/outbox/mails/${id}`)).status).toBe(404)
  })

  test('OB3: nobody below an admin sees the outbox', async () => {
    for (const role of roles) {
      const status = role === 'owner' || role === 'admin' ? 200 : 403
      expect([role, (await ask(app, 'GET', '/api/v1/outbox', role)).status]).toEqual([role, status])
      expect([role, (await ask(app, 'GET', '/api/v1/outbox/mails', role)).status]).toEqual([role, status])
      expect([role, (await ask(app, 'GET', '/api/v1/outbox/jobs', role)).status]).toEqual([role, status])
    }
    expect((await ask(app, 'POST', '/api/v1/outbox/jobs/x/retry', 'editor')).status).toBe(403)
  })
})

describe.each(databaseKinds)('jobs that failed on %s', (kind) => {
  let smtp: MailServer
  let scene: MailScene
  let app: App

  beforeEach(async () => {
    smtp = await startMailServer()
    scene = await mailScene(kind, smtp.url)
    app = await appOn(scene, true)
    scene.start()
  })
  afterEach(async () => {
    await app.close()
    await scene.end()
    await smtp.stop()
  })
  const failed = async (who?: string) => (await ask(app, 'GET', '/api/v1/outbox/jobs', who)).body.items

  test('OB4: a job that failed for good is kept, says why without an address, and can be tried again', async () => {
    smtp.refuse('ada@example.com', 550)
    await scene.commit([starts(), escalates()])
    await vi.waitFor(async () => expect(await failed()).toHaveLength(1))
    const [job] = await failed()
    expect(job).toMatchObject({ kind: 'mail', about: 'escalated', status: 'failed', attempts: 1 })
    expect(job.error).toBe('The mail server refused every recipient.')
    expect(JSON.stringify(job)).not.toContain('example.com')
    expect((await ask(app, 'GET', '/api/v1/outbox')).body).toMatchObject({ smtp: true, failed: 1, overdueSince: null })
    expect(await failed('owner@team_other')).toEqual([])
    expect((await ask(app, 'POST', `/api/v1/outbox/jobs/${job.id}/retry`, 'owner@team_other')).status).toBe(404)
    smtp.accept()
    scene.clock.now = Date.now() + 1_000
    expect((await ask(app, 'POST', `/api/v1/outbox/jobs/${job.id}/retry`)).status).toBe(204)
    await vi.waitFor(() => expect(smtp.received).toHaveLength(1))
    expect(await failed()).toEqual([])
    expect((await ask(app, 'POST', `/api/v1/outbox/jobs/${job.id}/retry`)).status).toBe(404)
  })

  test('OB5: while the mail server is down what waits is listed with its error, and what is overdue is told', async () => {
    await smtp.stop()
    await scene.commit([starts(), escalates()])
    const waiting = async () => (await ask(app, 'GET', '/api/v1/outbox/jobs?status=waiting')).body.items
    await vi.waitFor(async () => expect((await waiting())[0]?.error).toMatch(/could not be handed over/))
    expect(await waiting()).toMatchObject([{ kind: 'mail', status: 'waiting', attempts: 1 }])
    await scene.database.db.updateTable('outbox').set({ due_at: 1 }).execute()
    const { waiting: count, overdueSince } = (await ask(app, 'GET', '/api/v1/outbox')).body
    expect({ count, since: Date.parse(overdueSince) }).toEqual({ count: 1, since: 1 })
    const scrape = async () => (await app.inject('/metrics')).body
    expect(await scrape()).toContain('baton_outbox_jobs{kind="mail",status="waiting"} 1')
    expect(await scrape()).toMatch(/baton_outbox_overdue_seconds\{kind="mail"\} \d{6,}/)
    await scene.database.db.updateTable('outbox').set({ done_at: 1 }).execute()
    expect(await scrape()).not.toMatch(/baton_outbox_\w+\{/)
  })
})
