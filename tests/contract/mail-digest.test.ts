import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { noteOrigin } from '../../apps/server/src/store/mail-counts.ts'
import { MOST_SINGLE_MAILS } from '../../apps/server/src/store/team-mail-permits.ts'
import { ben, claims, escalates, hour, starts, writes } from '../support/cast.ts'
import { databaseKinds } from '../support/fresh-database.ts'
import { header } from './mail-reader.ts'
import { type MailScene, mailScene } from './mail-scene.ts'
import { type MailServer, startMailServer } from './mail-server.ts'

describe.each(databaseKinds)('many mails at once on %s', (kind) => {
  let smtp: MailServer
  let scene: MailScene

  beforeEach(async () => {
    smtp = await startMailServer()
    scene = await mailScene(kind, smtp.url)
  })
  afterEach(async () => {
    await scene.end()
    await smtp.stop()
  })
  const unfinished = async () => (await scene.jobs()).filter((job) => job.done_at === null && job.failed_at === null)

  test('MA4: above twenty mails an hour for a bot the rest goes into one digest that names every customer', async () => {
    const more = 7
    for (let number = 1; number <= MOST_SINGLE_MAILS + more; number += 1) {
      await scene.commit([starts(), escalates({ name: `Dana ${number}` })])
    }
    scene.start()
    await vi.waitFor(async () => expect(await unfinished()).toHaveLength(1), { timeout: 20_000 })
    expect(smtp.received).toHaveLength(MOST_SINGLE_MAILS)
    const [digest] = await unfinished()
    expect(digest?.key).toMatch(/^mail:mail_digest\./)
    // Its ten minutes are over.
    await scene.database.db.updateTable('outbox').set({ due_at: 1 }).where('done_at', 'is', null).execute()
    await vi.waitFor(() => expect(smtp.received).toHaveLength(MOST_SINGLE_MAILS + 1), { timeout: 5_000 })
    const mail = smtp.received.at(-1)
    if (mail === undefined) throw new Error('no digest')
    expect(header(mail, 'Subject')).toMatch(new RegExp(`^${more} customers asked for your team – Robo`))
    const alone = smtp.received.slice(0, -1).flatMap((one) => /Dana \d+/.exec(header(one, 'Subject')) ?? [])
    const named = [...mail.text.matchAll(/Dana \d+/g)].map(([name]) => name)
    expect(new Set([...alone, ...named]).size).toBe(MOST_SINGLE_MAILS + more)
    expect(mail.html).toContain('waiting since')
    await vi.waitFor(async () => expect(await unfinished()).toEqual([]))
    // Of the same ten minutes, but too late for their digest.
    const late = await scene.commit([starts(), escalates({ name: 'Late Dana' })])
    await vi.waitFor(async () => {
      const ofLate = (await scene.jobs()).find((job) => job.conversation_id === late.id)
      expect(ofLate?.done_at).not.toBeNull()
    })
    expect(await unfinished()).toMatchObject([{ key: expect.stringMatching(/^mail:mail_digest\./) }])
    await scene.database.db.updateTable('outbox').set({ due_at: 1 }).where('done_at', 'is', null).execute()
    await vi.waitFor(() => expect(smtp.received.at(-1)?.text).toContain('Late Dana'), { timeout: 5_000 })
    await vi.waitFor(async () => expect(await unfinished()).toEqual([]))
  })

  test('MA5: from one network address no more than twenty addresses are mailed answers in an hour', async () => {
    const tries = 23
    for (let number = 1; number <= tries; number += 1) {
      const email = `dana${number}@example.com`
      const { id } = await scene.commit([starts(), escalates({ email }), claims(ben), writes(ben)])
      await noteOrigin(scene.database, id, 'hash of one place')
    }
    const elsewhere = await scene.commit([starts(), escalates({ email: 'far@example.com' }), claims(ben), writes(ben)])
    await noteOrigin(scene.database, elsewhere.id, `hash of ${randomUUID()}`)
    await scene.database.db.deleteFrom('outbox').where('payload', 'not like', '%"answer"%').execute()
    scene.clock.now += hour
    scene.start()
    await vi.waitFor(async () => expect(await unfinished()).toEqual([]), { timeout: 20_000 })
    expect(smtp.received).toHaveLength(20 + 1)
    expect(smtp.received.flatMap((mail) => mail.to)).toContain('far@example.com')
  })
})
