import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  ben,
  claims,
  dana,
  danasAddress,
  escalates,
  requestsContact,
  requeues,
  starts,
  withdraws,
  writes,
} from '../support/cast.ts'
import { header } from './mail-reader.ts'
import { type MailScene, mailScene } from './mail-scene.ts'
import { type MailServer, startMailServer } from './mail-server.ts'

describe('what mails to the team say', () => {
  let smtp: MailServer
  let scene: MailScene

  beforeEach(async () => {
    smtp = await startMailServer()
    scene = await mailScene('sqlite', smtp.url)
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
  const notify = (notifyEmails: string[]) =>
    scene.database.db
      .updateTable('power_ups')
      .set({ settings: JSON.stringify({ notifyEmails }) })
      .execute()
  const nudges = (conversation: { engagement: number; unansweredSince: number | null }) => ({
    ...({ type: 'nudge', by: { kind: 'system' }, engagement: conversation.engagement } as const),
    unansweredSince: conversation.unansweredSince ?? 0,
  })

  test('MA9: mails about one conversation belong to one thread, and each has its own id', async () => {
    const active = await scene.commit([starts(), escalates(), claims(ben)])
    await scene.commit([requeues(ben)], active)
    scene.start()
    await vi.waitFor(() => expect(smtp.received).toHaveLength(2))
    const thread = `<conversation.${active.id}@team.example>`
    expect(smtp.received.map((mail) => header(mail, 'References'))).toEqual([thread, thread])
    expect(smtp.received.map((mail) => header(mail, 'In-Reply-To'))).toEqual([thread, thread])
    expect(new Set(smtp.received.map((mail) => header(mail, 'Message-ID'))).size).toBe(2)
  })

  test('MA7: what customers write is text and never markup', async () => {
    const script = '<script>alert(1)</script><img src=x onerror="alert(2)">&amp; {{7*7}}'
    await scene.commit([
      starts(script),
      escalates({ name: '<b>Dana</b>', note: `"><a href="https://evil.example">${script}` }),
    ])
    const mail = await theMail()
    expect(mail.html).not.toMatch(/<script|<img|<b>|evil\.example">/i)
    expect(mail.html).toContain('&#60;script&#62;alert(1)&#60;/script&#62;')
    expect(mail.html).toContain('&#38;amp; {{7*7}}')
    expect(mail.text).toContain(script)
  })

  test.each([
    'Dana\r\nBcc: mallory@example.com',
    'Dana\nX-Injected: yes',
    'Dana\u2028Bcc: mallory@example.com',
    'Dana <mallory@example.com>, Eve',
    '"Dana" <mallory@example.com>',
    'Dana\u202Egnp.exe\u0000\u0007',
    `Dana ${'x'.repeat(5_000)}`,
    '=?utf-8?Q?Dana=0D=0ABcc:_mallory@example.com?=',
  ])('MA8: a customer called %j adds no header and no recipient', async (name) => {
    await scene.database.db.updateTable('bots').set({ name: 'Robo\r\nBcc: mallory@example.com' }).execute()
    const conversation = await scene.commit([starts(), escalates()])
    // As it might have come into the database by another way than the lifecycle.
    await scene.database.db
      .updateTable('conversations')
      .set({ customer_name: name.replaceAll('\u0000', '') })
      .execute()
    const mail = await theMail()
    expect(mail.to).toEqual(['ada@example.com'])
    expect([...mail.headers.keys()].sort()).toEqual(
      ['auto-submitted', 'content-type', 'date', 'from', 'in-reply-to', 'message-id', 'mime-version', 'references']
        .concat(['reply-to', 'subject', 'to', 'x-auto-response-suppress'])
        .sort(),
    )
    expect([...mail.headers.values()].every((values) => values.length === 1)).toBe(true)
    expect(header(mail, 'Subject').length).toBeLessThan(200)
    expect(mail.headers.get('reply-to')?.[0]).toContain(`<${danasAddress}>`)
    expect(
      mail.headers
        .get('reply-to')?.[0]
        ?.match(/[^<\s]+@[^>\s]+(?=>)/g)
        ?.at(-1),
    ).toBe(danasAddress)
    expect(conversation.state).toBe('escalated')
  })

  test.each([
    'dana@example.com, mallory@example.com',
    'dana@example.com\r\nBcc: mallory@example.com',
    '"Dana" <d@example.com>',
    'dana',
  ])('MA8: a customer’s address %j that is not one plain address is no Reply-To', async (address) => {
    await scene.commit([starts(), escalates()])
    await scene.database.db.updateTable('conversations').set({ customer_email: address }).execute()
    const mail = await theMail()
    expect(mail.headers.has('reply-to')).toBe(false)
    expect(mail.to).toEqual(['ada@example.com'])
  })

  test('MA8: of two hundred odd recipients none gets into the envelope but the plain ones', async () => {
    const odd = [
      'a@b.example,c@d.example',
      'a@b.example;c@d.example',
      'A <a@b.example>',
      '<a@b.example>',
      'a@b.example ',
      'a b@c.example',
    ]
    const tricks = [
      'a@b.example\r\nc@d.example',
      'group: a@b.example;',
      '"a@b.example"@c.example',
      'a(b)@c.example',
      'a@[127.0.0.1]',
      'a@b@c.example',
    ]
    const more = Array.from(
      { length: 188 },
      (_, index) => `${'<>()[],;:\\" \t\n\r\u0000'[index % 16]}x${index}@example.com`,
    )
    await notify(
      [...odd, ...tricks, ...more, 'team@example.com', 'TEAM@example.com'].map((one) =>
        one.replaceAll('\u0000', '\u0001'),
      ),
    )
    await scene.commit([starts(), escalates()])
    expect((await theMail()).to).toEqual(['TEAM@example.com'])
  })

  test('MA16: one that was withdrawn meanwhile says so', async () => {
    await scene.commit([starts(), escalates(), withdraws()])
    expect((await theMail()).text).toContain('Now: The customer went back to the bot')
  })

  test('MA14: a requeue says who returned it', async () => {
    await scene.commit([starts(), escalates(), claims(ben), requeues(ben)])
    scene.start()
    await vi.waitFor(() => expect(smtp.received).toHaveLength(2))
    const mail = smtp.received.find((one) => header(one, 'Subject').includes('waiting again'))
    expect(mail?.text).toContain('Why: Ben returned the conversation to the queue')
  })

  test('MA19: a contact request says that the answer goes by e-mail', async () => {
    await scene.commit([starts(), requestsContact({ note: 'Please write' })], null, { humanTakeover: false })
    const mail = await theMail()
    expect(header(mail, 'Subject')).toBe('Dana asks for an answer by e-mail – Robo')
    expect(header(mail, 'Reply-To')).toBe(`Dana <${danasAddress}>`)
    expect(mail.text).toContain('Note: Please write')
  })

  test('MA14: a nudge names the holder and the wait', async () => {
    const waiting = await scene.commit([starts(), escalates(), claims(ben), writes(dana, 'Hello?')])
    await scene.commit([nudges(waiting)], waiting)
    scene.start()
    await vi.waitFor(() => expect(smtp.received).toHaveLength(2))
    const nudge = smtp.received.find((one) => header(one, 'Subject').includes('answer from Ben'))
    expect(nudge?.text).toContain(`Has had no answer since`)
    expect(nudge?.text).toContain('Hello?')
  })

  test('MA14: the last ten messages are shown, long ones shortened', async () => {
    const many = Array.from({ length: 12 }, (_, index) =>
      writes(dana, `message number ${index} ${index === 11 ? 'y'.repeat(3_000) : ''}`),
    )
    await scene.commit([starts('the very first'), ...many, escalates()])
    const { text } = await theMail()
    expect(text).not.toContain('the very first')
    expect(text).not.toContain('message number 1 ')
    expect(text).toContain('message number 2 ')
    expect(text).toContain('message number 11')
    // A thousand characters with those before them.
    expect(text).toMatch(/message number 11 y{982}…/)
  })
})
