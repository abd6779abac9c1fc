import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createOutbox, type Outbox } from '../../apps/server/src/outbox/outbox.ts'
import { hour, starts, ten } from '../support/cast.ts'
import { databaseKinds } from '../support/fresh-database.ts'
import { header } from './mail-reader.ts'
import { mailsOver, publicUrl } from './mail-scene.ts'
import { type MailServer, startMailServer } from './mail-server.ts'
import { answer, type Receiver, startReceiver } from './webhook-receiver.ts'
import { scope, type WebhookScene, webhookScene } from './webhook-scene.ts'

const aborts = answer(404, { 'webhook-delivery': 'abort-message' })

describe.each(databaseKinds)('mails about webhooks in trouble on %s', (kind) => {
  let server: WebhookScene
  let there: Receiver
  let smtp: MailServer
  let mails: Outbox
  let dataDir: string

  beforeEach(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'baton-mails-'))
    smtp = await startMailServer()
    there = await startReceiver(aborts)
    server = await webhookScene(kind)
    server.clock.now = ten
    const { database } = server
    const warn = () => {}
    const handlers = { mail: mailsOver(smtp.url, { database, dataDir, now: () => server.clock.now, warn }) }
    mails = createOutbox({ database, newId: randomUUID, handlers, warn, pollEvery: 20, now: () => server.clock.now })
    mails.start()
    await database.db.updateTable('members').set({ role: 'admin' }).where('name', '=', 'Chidi').execute()
  })
  afterEach(async () => {
    await mails.stop(0)
    await server.end()
    await Promise.all([there.stop(), smtp.stop()])
    rmSync(dataDir, { recursive: true })
  })

  /** Deliveries that this webhook gives up. */
  const givesUp = async (id: string, count = 1) => {
    for (let given = 0; given < count; given += 1) {
      await server.commit(starts())
      await vi.waitFor(async () => expect((await server.delivery(id)).status).toBe('failed'))
      server.clock.now += 1
    }
  }
  const jobsDone = () =>
    vi.waitFor(async () => {
      const jobs = await server.database.db.selectFrom('outbox').selectAll().where('kind', '=', 'mail').execute()
      expect(jobs.filter(({ done_at }) => done_at === null)).toEqual([])
      return jobs.length
    })
  const waitingMails = () =>
    server.database.db
      .selectFrom('outbox')
      .select('id')
      .where('kind', '=', 'mail')
      .where('done_at', 'is', null)
      .execute()
  const received = (count: number) =>
    vi.waitFor(() => {
      expect(smtp.received).toHaveLength(count)
      const newest = smtp.received.at(-1)
      if (newest === undefined) throw new Error('no mail')
      return newest
    })

  test('WH17: owners and admins, and nobody else, get one mail a day of what was given up, with what to do', async () => {
    const hook = await server.endpoint(there.url)
    await givesUp(hook.id, 2)
    expect(smtp.received).toEqual([])
    server.clock.now += 5 * 60_000
    const mail = await received(1)
    expect(mail.to).toEqual(['ada@example.com', 'chidi@example.com'])
    expect(header(mail, 'Subject')).toBe('Deliveries of a webhook of Robo did not arrive')
    expect(header(mail, 'Auto-Submitted')).toBe('auto-generated')
    expect(mail.headers.has('reply-to')).toBe(false)
    for (const part of [mail.text, mail.html]) {
      expect(part).toContain('Robo: conversation.started')
      expect(part).toContain(there.url.replaceAll('&', '&#38;'))
      expect(part).toContain('2 deliveries were given up since 22 Nov 2026, 10:00 UTC. When the receiver works again')
      expect(part).toContain(`${publicUrl}/bots/${scope.botId}/webhooks/${hook.id}`)
    }
    if (process.env.MAIL_PAGES) writeFileSync(join(process.env.MAIL_PAGES, `given-up-${kind}.html`), mail.html)
    // What is given up later that day waits for the next day's mail, which tells of all of it.
    await givesUp(hook.id)
    server.clock.now += 10 * hour
    await givesUp(hook.id)
    expect(await waitingMails()).toHaveLength(1)
    expect(smtp.received).toHaveLength(1)
    server.clock.now += 14 * hour
    expect((await received(2)).text).toContain('2 deliveries were given up since 22 Nov 2026, 10:05 UTC.')
    await jobsDone()
    server.clock.now += 30 * hour
    await givesUp(hook.id)
    server.clock.now += 5 * 60_000
    expect((await received(3)).text).toContain('1 delivery was given up since')
  })

  test('WH17: what was sent again before the mail was due is not mailed about', async () => {
    const hook = await server.endpoint(there.url)
    await givesUp(hook.id)
    there.behave(answer(200))
    await server.manage.redeliverFailed(scope, hook.id, 0)
    await vi.waitFor(async () => expect((await server.delivery(hook.id)).status).toBe('delivered'))
    server.clock.now += 5 * 60_000
    await jobsDone()
    expect(smtp.received).toEqual([])
  })

  test('WH17: of a webhook that the system switched off they hear at once, what is kept for it, and its markup stays text', async () => {
    await server.database.db.updateTable('bots').set({ name: '<b>Robo</b>' }).where('id', '=', scope.botId).execute()
    const hook = await server.endpoint(`${there.url}&<script>`)
    there.behave(answer(410))
    await server.commit(starts())
    const mail = await received(1)
    expect(mail.to).toEqual(['ada@example.com', 'chidi@example.com'])
    expect(header(mail, 'Subject')).toBe('A webhook of <b>Robo</b> was switched off')
    expect(mail.text).toContain('Its receiver answered 410 (gone) on 22 Nov 2026, 10:00 UTC, so it was switched off.')
    expect(mail.text).toContain('sent when you switch it on again')
    expect(mail.html).toContain(`href="${publicUrl}/bots/${scope.botId}/webhooks/${hook.id}"`)
    expect(mail.html).not.toMatch(/<b>|<script/)
    if (process.env.MAIL_PAGES) writeFileSync(join(process.env.MAIL_PAGES, `gone-${kind}.html`), mail.html)
  })
})
