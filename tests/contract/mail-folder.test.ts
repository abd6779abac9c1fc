import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { ada, beginning, escalates, hour, starts, ten } from '../support/cast.ts'
import { databaseKinds } from '../support/fresh-database.ts'
import { header, readMail } from './mail-reader.ts'
import { type MailScene, mailScene } from './mail-scene.ts'

describe.each(databaseKinds)('mails without an SMTP server on %s', (kind) => {
  let scene: MailScene

  beforeEach(async () => {
    scene = await mailScene(kind, undefined)
    scene.start()
  })
  afterEach(async () => scene.end())

  const folder = () => join(scene.dataDir, 'outbox')
  const files = (ending: string) => readdirSync(folder()).filter((name) => name.endsWith(ending))
  /** The only mail in the folder, with its label. */
  async function theFile() {
    await vi.waitFor(() => expect(files('.eml')).toHaveLength(1))
    const [name = ''] = files('.eml')
    const path = join(folder(), name)
    const label = JSON.parse(readFileSync(path.replace(/\.eml$/, '.json'), 'utf8'))
    const raw = readFileSync(path, 'utf8')
    return { path, raw, label, mail: readMail(raw) }
  }
  const invitation = {
    ...{
      to: 'new@example.com',
      teamId: beginning.teamId,
      teamName: 'Ada’s team',
      invitedBy: ada.name,
      role: 'responder',
    },
    language: null,
    ...{ acceptUrl: 'https://baton.example/invite/SECRET-TOKEN', expiresAt: ten + 7 * 24 * hour },
  }
  const dump = async () => JSON.stringify(await scene.database.db.selectFrom('outbox').selectAll().execute())
  const invite = (different: Partial<typeof invitation> = {}) =>
    scene.database.transact((tx) => scene.accountMails.invitation({ ...invitation, ...different }, tx))

  test('MA20: a mail is a file that mail programs read, beside it a label that says whose it is', async () => {
    await scene.commit([starts(), escalates()])
    const { raw, label, mail, path } = await theFile()
    expect(header(mail, 'To')).toBe('Ada <ada@example.com>')
    expect(raw).toMatch(/\r\n/)
    expect(raw.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
    expect(label).toEqual({
      teamId: beginning.teamId,
      kind: 'escalated',
      credential: false,
      at: '2026-11-22T10:02:00.000Z',
      shown: {
        to: ['ada@example.com'],
        subject: header(mail, 'Subject'),
        text: expect.any(String),
        html: expect.any(String),
      },
    })
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(statSync(folder()).mode & 0o777).toBe(0o700)
    expect(files('.part')).toEqual([])
  })

  test('MA10, MA20: sent again after a crash it is still one file', async () => {
    await scene.commit([starts(), escalates()])
    await theFile()
    await vi.waitFor(async () => expect((await scene.jobs())[0]?.done_at).not.toBeNull())
    await scene.database.db.updateTable('outbox').set({ done_at: null }).execute()
    await vi.waitFor(async () => expect((await scene.jobs())[0]).toMatchObject({ attempts: 2, lease_token: null }))
    await theFile()
  })

  test('an invitation carries its link, and is marked as a credential', async () => {
    await invite()
    const { label, mail } = await theFile()
    expect(label).toMatchObject({ kind: 'invitation', credential: true })
    expect(header(mail, 'To')).toBe('new@example.com')
    expect(header(mail, 'Subject')).toBe('Ada invites you to Ada’s team on Baton')
    for (const part of [mail.text, mail.html]) expect(part).toContain('https://baton.example/invite/SECRET-TOKEN')
  })

  test('MA13: the link of an invitation or a reset never stands in the database in the clear', async () => {
    await invite()
    await scene.accountMails.passwordReset({
      ...{ to: 'ada@example.com', teamId: beginning.teamId, name: 'Ada', language: null },
      url: 'https://baton.example/reset-password?token=SECRET-TOKEN',
    })
    expect(await dump()).not.toContain('SECRET-TOKEN')
    await vi.waitFor(() => expect(files('.eml')).toHaveLength(2))
    const mails = files('.eml').map((name) => readFileSync(join(folder(), name), 'utf8'))
    expect(mails.every((raw) => readMail(raw).text.includes('SECRET-TOKEN'))).toBe(true)
    expect(files('.json').every((name) => JSON.parse(readFileSync(join(folder(), name), 'utf8')).credential)).toBe(true)
    expect(await dump()).not.toContain('SECRET-TOKEN')
  })

  test('MA13: a link that has run out is not sent any more', async () => {
    await invite({ expiresAt: scene.clock.now - 1 })
    await vi.waitFor(async () => expect((await scene.jobs())[0]?.failed_at).not.toBeNull())
    expect((await scene.jobs())[0]?.last_error).toBe('It could not be sent in time.')
  })

  test.each(['new@example.com, mallory@example.com', 'new@example.com\r\nBcc: mallory@example.com', 'not an address'])(
    'MA8: an invitation to %j is sent to nobody',
    async (to) => {
      await invite({ to })
      await vi.waitFor(async () => expect((await scene.jobs())[0]?.failed_at).not.toBeNull())
      expect((await scene.jobs())[0]?.last_error).toBe('There is no address to send it to.')
    },
  )

  test('MA7: a team or a person with markup in the name stays text', async () => {
    await invite({ teamName: '<script>alert(1)</script>', invitedBy: 'Ada\r\nBcc: mallory@example.com' })
    const { mail } = await theFile()
    expect(mail.html).not.toContain('<script>')
    expect(mail.headers.has('bcc')).toBe(false)
  })

  test('MA13: an invitation that is rolled back is not mailed', async () => {
    const failing = scene.database.transact(async (tx) => {
      await scene.accountMails.invitation(invitation, tx)
      throw new Error('email_taken')
    })
    await expect(failing).rejects.toThrow('email_taken')
    expect(await scene.jobs()).toEqual([])
  })
})
