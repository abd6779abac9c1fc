import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { ben, chidi, claims, closes, dana, danasAddress, escalates, minute, starts, writes } from '../support/cast.ts'
import { databaseKinds } from '../support/fresh-database.ts'
import { header } from './mail-reader.ts'
import { type MailScene, mailScene } from './mail-scene.ts'
import { type MailServer, startMailServer } from './mail-server.ts'

describe.each(databaseKinds)('sending mails to the team on %s', (kind) => {
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

  /** The only mail that was received. */
  async function theMail() {
    scene.start()
    await vi.waitFor(() => expect(smtp.received).toHaveLength(1))
    const [mail] = smtp.received
    if (mail === undefined) throw new Error('no mail')
    return mail
  }
  /** Everything that is due has ended. */
  const allDone = () =>
    vi.waitFor(async () => {
      const due = (await scene.jobs()).filter(({ due_at }) => due_at <= scene.clock.now)
      expect(due.filter(({ done_at, failed_at }) => done_at === null && failed_at === null)).toEqual([])
    })
  const notify = (notifyEmails: string[]) =>
    scene.database.db
      .updateTable('power_ups')
      .set({ settings: JSON.stringify({ notifyEmails }) })
      .execute()
  const nudges = (conversation: { engagement: number; unansweredSince: number | null }) => ({
    ...({ type: 'nudge', by: { kind: 'system' }, engagement: conversation.engagement } as const),
    unansweredSince: conversation.unansweredSince ?? 0,
  })

  test('MA14: an escalation reaches the owner with who, why, what was said, and where to answer', async () => {
    const { id } = await scene.commit([
      starts('Where is my parcel?'),
      escalates({ name: 'Dana Whitfield', note: 'It is urgent' }),
    ])
    const mail = await theMail()
    expect(mail.from).toBe('baton@team.example')
    expect(mail.to).toEqual(['ada@example.com'])
    expect(header(mail, 'Subject')).toBe('Dana Whitfield is waiting for a human – Robo')
    expect(header(mail, 'Reply-To')).toBe(`Dana Whitfield <${danasAddress}>`)
    expect(header(mail, 'Auto-Submitted')).toBe('auto-generated')
    for (const part of [mail.text, mail.html]) {
      expect(part).toContain(`https://baton.example/conversations/${id}`)
      expect(part).toContain('Asked for a human')
      expect(part).toContain('It is urgent')
      expect(part).toContain('Where is my parcel?')
      expect(part).toContain('22 Nov 2026, 10:01 UTC')
      expect(part).toContain(`A reply to this mail goes to ${danasAddress}, not into the chat.`)
    }
  })

  test('MA15: the power-up’s addresses are mailed where it names some', async () => {
    await notify(['support@team.example', 'chidi@example.com'])
    await scene.commit([starts(), escalates()])
    expect((await theMail()).to).toEqual(['support@team.example', 'chidi@example.com'])
  })

  test('MA15: else the owners at the time of sending are', async () => {
    await scene.commit([starts(), escalates()])
    await scene.database.db.updateTable('members').set({ role: 'admin' }).where('name', '=', 'Ada').execute()
    await scene.database.db.updateTable('members').set({ role: 'owner' }).where('name', '=', 'Ben').execute()
    expect((await theMail()).to).toEqual(['ben@example.com'])
  })

  test('MA15: with nobody to mail the job has failed and says why', async () => {
    await notify([])
    await scene.commit([starts(), escalates()])
    scene.start()
    await vi.waitFor(async () => expect((await scene.jobs())[0]?.failed_at).not.toBeNull())
    expect((await scene.jobs())[0]?.last_error).toBe('There is no address to send it to.')
  })

  test('MA16: an escalation that was claimed meanwhile is mailed, and says by whom', async () => {
    await scene.commit([starts(), escalates(), claims(ben)])
    const mail = await theMail()
    for (const part of [mail.text, mail.html]) expect(part).toContain('Ben claimed it, 22 Nov 2026, 10:03 UTC')
  })

  test('MA16: nothing is mailed of a conversation that was closed meanwhile', async () => {
    await scene.commit([starts(), escalates(), closes()])
    scene.start()
    await allDone()
    expect(smtp.received).toEqual([])
  })

  test('MA16: a nudge is not mailed when the holder has answered meanwhile', async () => {
    const waiting = await scene.commit([starts(), escalates(), claims(ben), writes(dana, 'Hello?')])
    const nudged = await scene.commit([nudges(waiting)], waiting)
    await scene.commit([writes(ben, 'Here I am.')], nudged)
    scene.start()
    await allDone()
    expect(smtp.received.map((one) => header(one, 'Subject'))).toEqual(['Dana is waiting for a human – Robo'])
  })

  test('MA16: nor when somebody else holds it by now', async () => {
    const waiting = await scene.commit([starts(), escalates(), claims(ben), writes(dana, 'Hello?')])
    const nudged = await scene.commit([nudges(waiting)], waiting)
    await scene.commit([{ type: 'transfer', by: ben, to: { id: chidi.id, name: chidi.name } }], nudged)
    scene.start()
    await allDone()
    expect(smtp.received.filter((one) => header(one, 'Subject').includes('answer from'))).toEqual([])
  })

  test('MA10: a server that died right after the mail was taken sends it again under the same Message-ID', async () => {
    await scene.commit([starts(), escalates()])
    await theMail()
    await allDone()
    await scene.database.db.updateTable('outbox').set({ done_at: null }).execute()
    await vi.waitFor(() => expect(smtp.received).toHaveLength(2))
    const [first, second] = smtp.received.map((mail) => header(mail, 'Message-ID'))
    expect(second).toBe(first)
  })

  test('MA12: while the mail server is down the mail waits, and goes out when it is back', async () => {
    const { port } = smtp
    await smtp.stop()
    await scene.commit([starts(), escalates()])
    scene.start()
    for (let tried = 1; tried <= 3; tried += 1) {
      await vi.waitFor(async () =>
        expect((await scene.jobs())[0]).toMatchObject({ attempts: tried, lease_token: null }),
      )
      const [job] = await scene.jobs()
      expect(job?.due_at).toBe(scene.clock.now + 30_000 * 2 ** (tried - 1))
      expect(job?.last_error).toMatch(/^The mail could not be handed over \(E\w+\)\.$/)
      scene.clock.now = job?.due_at ?? 0
    }
    smtp = await startMailServer(port)
    scene.clock.now += 60 * minute
    expect((await theMail()).to).toEqual(['ada@example.com'])
  })

  test('MA12: after three days it is given up', async () => {
    await smtp.stop()
    await scene.commit([starts(), escalates()])
    scene.start()
    await vi.waitFor(async () => expect((await scene.jobs())[0]?.attempts).toBe(1))
    scene.clock.now += 3 * 24 * 60 * minute
    await vi.waitFor(async () => expect((await scene.jobs())[0]?.failed_at).not.toBeNull())
  })

  test('MA11: whom the server refuses for good is left out, and nobody gets the mail twice', async () => {
    await notify(['ada@example.com', 'gone@example.com', 'full@example.com'])
    smtp.refuse('gone@example.com', 550)
    smtp.refuse('full@example.com', 452)
    await scene.commit([starts(), escalates()])
    expect((await theMail()).to).toEqual(['ada@example.com'])
    await vi.waitFor(async () => expect((await scene.jobs())[0]?.lease_token).toBeNull())
    const [job] = await scene.jobs()
    expect(job).toMatchObject({ done_at: null, failed_at: null })
    smtp.accept()
    scene.clock.now += 60 * minute
    await vi.waitFor(() => expect(smtp.received).toHaveLength(2))
    expect(smtp.received[1]?.to).toEqual(['full@example.com'])
    await allDone()
    expect(scene.warnings).toEqual(['the mail server refused 1 recipients of a mail for good'])
  })

  test('MA11: when everybody is refused for good the job has failed', async () => {
    smtp.refuse('ada@example.com', 550)
    await scene.commit([starts(), escalates()])
    scene.start()
    await vi.waitFor(async () => expect((await scene.jobs())[0]?.failed_at).not.toBeNull())
    expect((await scene.jobs())[0]?.last_error).not.toContain('@')
  })

  test.each([451, 554])('MA12: a message that the server refuses with %i is tried again', async (code) => {
    smtp.refuseMessages(code)
    await scene.commit([starts(), escalates()])
    scene.start()
    await vi.waitFor(async () =>
      expect((await scene.jobs())[0]?.last_error).toBe(`The mail server answered ${code} (EMESSAGE).`),
    )
    smtp.accept()
    scene.clock.now += 60 * minute
    await theMail()
  })
})
