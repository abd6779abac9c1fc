import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  beginning,
  ben,
  claims,
  dana,
  danasAddress,
  escalates,
  member,
  minute,
  starts,
  takesOver,
  writes,
} from '../support/cast.ts'
import { header } from './mail-reader.ts'
import { type MailScene, mailScene } from './mail-scene.ts'
import { type MailServer, startMailServer } from './mail-server.ts'

const held = [starts(), escalates(), claims(ben)]
/** For machines that have much else to do. */
const patience = { timeout: 10_000 }

describe('what mails to a customer who is away say', () => {
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

  /** The first mail that went to Dana. */
  async function theMail() {
    scene.clock.now += 3 * minute
    scene.start()
    return vi.waitFor(() => {
      const mail = smtp.received.find(({ to }) => to.includes(danasAddress))
      if (mail === undefined) throw new Error('no mail to Dana')
      return mail
    }, patience)
  }

  test('MA17: nothing that the customer wrote is in it: no message, no note, no name', async () => {
    const canary = 'CANARY buy pills at https://spam.example'
    const conversation = await scene.commit([
      starts(`${canary} first`),
      writes(dana, `${canary} again`),
      escalates({ name: `${canary} name`, note: `${canary} note` }),
      claims(ben),
      writes(dana, `${canary} waiting`),
      writes(ben, 'Hello, I am looking into it.'),
    ])
    expect(JSON.stringify(conversation)).toContain(`${canary} name`)
    const { raw, text, html, headers } = await theMail()
    for (const part of [raw, text, html, JSON.stringify([...headers])]) {
      expect(part).not.toMatch(/canary|pills|spam\.example/i)
    }
    expect(text).toContain('Hello, I am looking into it.')
  })

  test('MA17: nor anything that the bot wrote, or that the customer has read', async () => {
    const before = await scene.commit([...held, writes(ben, 'Read already')])
    await scene.reads(before)
    await scene.commit([writes(ben, 'Not read yet')], before)
    const { text, html } = await theMail()
    for (const part of [text, html]) {
      expect(part).toContain('Not read yet')
      expect(part).not.toMatch(/Read already|on its way|parcel/)
    }
  })

  test('MA9, MA18: it has a thread of its own, no Reply-To, and no header but the usual ones', async () => {
    const { id } = await scene.commit([...held, writes(ben, 'Hello Dana')])
    const mail = await theMail()
    const thread = `<answers.${id}@team.example>`
    expect([header(mail, 'References'), header(mail, 'In-Reply-To')]).toEqual([thread, thread])
    const teamThreads = () =>
      smtp.received.filter(({ to }) => to.includes('ada@example.com')).map((one) => header(one, 'References'))
    await vi.waitFor(() => expect(teamThreads()).toEqual([`<conversation.${id}@team.example>`]), patience)
    expect([...mail.headers.keys()].sort()).toEqual(
      ['auto-submitted', 'content-type', 'date', 'from', 'in-reply-to', 'message-id', 'mime-version', 'references']
        .concat(['subject', 'to', 'x-auto-response-suppress'])
        .sort(),
    )
    expect(header(mail, 'Auto-Submitted')).toBe('auto-generated')
  })

  test('MA18: whoever gets it by mistake is told why', async () => {
    await scene.commit([...held, writes(ben, 'Hello Dana')])
    expect((await theMail()).text).toContain(
      'You get this mail because this address was left in a chat with Robo on baton.example. If that was not you',
    )
  })

  test.each([
    'Ben\r\nBcc: mallory@example.com',
    'Ben\u2028X-Injected: yes',
    `Ben ${'x'.repeat(5_000)}`,
    '=?utf-8?Q?=0D=0ABcc:_x?=',
  ])('MA8: an agent called %j adds no header and no recipient', async (name) => {
    const agent = { ...member(name, 'responder'), id: ben.id }
    await scene.database.db.updateTable('bots').set({ name: 'Robo\r\nBcc: mallory@example.com' }).execute()
    await scene.commit([starts(), escalates(), claims(agent), writes(agent, 'Hello Dana')])
    const mail = await theMail()
    expect(mail.to).toEqual([danasAddress])
    expect(mail.headers.has('bcc') || mail.headers.has('x-injected')).toBe(false)
    expect([...mail.headers.values()].every((values) => values.length === 1)).toBe(true)
    expect(header(mail, 'Subject').length).toBeLessThan(200)
  })

  test.each([
    'dana@example.com, mallory@example.com',
    'dana@example.com\r\nBcc: mallory@example.com',
    '"D" <d@e.example>',
  ])('MA8: an address %j that is not one plain address gets nothing', async (address) => {
    await scene.commit([...held, writes(ben, 'Hello Dana')])
    // As it might have come into the database by another way than the lifecycle.
    await scene.database.db.updateTable('conversations').set({ customer_email: address }).execute()
    scene.clock.now += 3 * minute
    scene.start()
    const open = async () => (await scene.jobs()).filter(({ done_at }) => done_at === null)
    await vi.waitFor(async () => expect(await open()).toEqual([]), patience)
    expect(smtp.received.map(({ to }) => to)).toEqual([['ada@example.com']])
  })

  test('MA7: what agents write is text and never markup', async () => {
    const script = '<script>alert(1)</script><img src=x onerror="alert(2)">&amp; {{7*7}}\nFrom: nobody\r\n.\r\nQUIT'
    const agent = { ...member('<b>Ben</b>', 'responder'), id: ben.id }
    await scene.database.db.updateTable('bots').set({ name: '<i>Robo</i>' }).execute()
    await scene.commit([starts(), escalates(), claims(agent), writes(agent, script)])
    const { text, html } = await theMail()
    expect(html).not.toMatch(/<script|<img|<b>|<i>/i)
    expect(html).toContain('&#60;script&#62;alert(1)&#60;/script&#62;')
    expect(html).toContain('&#38;amp; {{7*7}}')
    expect(text).toContain('  <script>alert(1)</script>')
    expect(text).toMatch(/ {2}\.\r?\n {2}QUIT/)
  })

  test('MA17: of many answers the ten newest are shown, and that there were earlier ones is said', async () => {
    const many = Array.from({ length: 12 }, (_, index) => writes(ben, `answer number ${index}.`))
    await scene.commit([...held, ...many])
    const { text, html } = await theMail()
    for (const part of [text, html]) {
      expect(part).not.toContain('answer number 1.')
      expect(part).toContain('answer number 2.')
      expect(part.indexOf('answer number 2.')).toBeLessThan(part.indexOf('answer number 11.'))
      expect(part).toContain('Earlier answers stand in the chat.')
    }
  })

  test('MA17: exactly ten are shown without that sentence', async () => {
    const ten = Array.from({ length: 10 }, (_, index) => writes(ben, `answer number ${index}.`))
    await scene.commit([...held, ...ten])
    const { text } = await theMail()
    expect(text).toContain('answer number 0.')
    expect(text).not.toContain('Earlier answers')
  })

  test('MA17: long answers are shown as far as 4,000 characters reach, the newest first of all', async () => {
    const written = ['a', 'b', 'c'].map((letter) => writes(ben, letter.repeat(1_900)))
    await scene.commit([...held, ...written])
    const { text } = await theMail()
    expect(text).not.toContain('aaaa')
    expect(text).toContain('b'.repeat(1_900))
    expect(text).toContain('c'.repeat(1_900))
    expect(text).toContain('Earlier answers stand in the chat.')
  })

  test('MA17: the longest answer that can be written is shown whole', async () => {
    await scene.commit([...held, writes(ben, 'short'), writes(ben, '🐈'.repeat(4_000))])
    const { text } = await theMail()
    expect(text).toContain('🐈'.repeat(4_000))
    expect(text).not.toContain('short')
  })

  test('an agent who takes over later reaches the customer by the address of the first time', async () => {
    const before = await scene.commit([...held, { type: 'hand_back', by: ben, botAnswers: false }])
    await scene.commit([takesOver(ben), writes(ben, 'I found something.')], before)
    expect((await theMail()).text).toContain('I found something.')
  })
})

test('MA20: without an SMTP server the mail is a file, whose label says what it is', async () => {
  const scene = await mailScene('sqlite', undefined)
  try {
    await scene.commit([...held, writes(ben, 'Hello Dana')])
    scene.clock.now += 3 * minute
    scene.start()
    const folder = join(scene.dataDir, 'outbox')
    const mails = () => readdirSync(folder).filter((name) => name.endsWith('.eml'))
    await vi.waitFor(() => expect(mails()).toHaveLength(2), patience)
    const labels = readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')))
    expect(labels.map(({ kind }) => kind).sort()).toEqual(['answer', 'escalated'])
    const answer = { teamId: beginning.teamId, kind: 'answer', credential: false, at: '2026-11-22T10:04:00.000Z' }
    expect(labels).toContainEqual(expect.objectContaining(answer))
  } finally {
    await scene.end()
  }
})
