import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { readPreferences, writePreferences } from '../../apps/server/src/store/member-preferences.ts'
import { ada, beginning, ben, chidi, escalates, hour, starts, ten } from '../support/cast.ts'
import { databaseKinds } from '../support/fresh-database.ts'
import { header } from './mail-reader.ts'
import { type MailScene, mailScene } from './mail-scene.ts'
import { type MailServer, startMailServer } from './mail-server.ts'

describe.each(databaseKinds)('the language of mails to the team on %s', (kind) => {
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
  const reads = (member: typeof ada, language: 'de' | 'he' | 'en-US') =>
    writePreferences(scene.database, member.id, { language }, ten)
  const notify = (notifyEmails: string[]) =>
    scene.database.db
      .updateTable('power_ups')
      .set({ settings: JSON.stringify({ notifyEmails }) })
      .execute()
  const received = async (count: number) => {
    scene.start()
    await vi.waitFor(() => expect(smtp.received).toHaveLength(count), 5_000)
    return new Map(smtp.received.map((mail) => [mail.to.join(), mail]))
  }

  test('MA22: each member reads the language of their account, and an address of nobody’s that of the owner', async () => {
    await reads(ada, 'de')
    await reads(ben, 'he')
    await notify(['BEN@example.com', 'chidi@example.com', 'desk@example.com'])
    await scene.commit([starts(), escalates({ name: 'Dana', note: 'Es eilt' })])
    const mails = await received(3)
    const [hebrew, english, german] = ['BEN@example.com', 'chidi@example.com', 'desk@example.com'].map((one) => {
      const mail = mails.get(one)
      if (mail === undefined) throw new Error(`no mail to ${one}`)
      return mail
    })
    expect(english && header(english, 'Subject')).toBe('Dana is waiting for a human – Robo')
    expect(german && header(german, 'Subject')).toBe('Dana wartet auf einen Menschen – Robo')
    expect(german?.text).toContain('Grund: Hat nach einem Menschen gefragt')
    expect(german?.text).toContain('Notiz: Es eilt')
    expect(german?.html).toContain('<html lang="de" dir="ltr">')
    expect(hebrew && header(hebrew, 'Subject')).toBe('Dana בהמתנה לנציג אנושי – Robo')
    expect(hebrew?.html).toContain('<html lang="he" dir="rtl">')
    expect(hebrew?.html).toContain('\u2068Dana\u2069 בהמתנה')
    expect(new Set(smtp.received.map((mail) => header(mail, 'Message-ID'))).size).toBe(3)
    expect(new Set(smtp.received.map((mail) => header(mail, 'References'))).size).toBe(1)
  })

  test('MA22: those who read the same language get one mail together', async () => {
    await reads(ada, 'de')
    await reads(ben, 'de')
    await notify(['ada@example.com', 'ben@example.com'])
    await scene.commit([starts(), escalates()])
    expect([...(await received(1)).keys()]).toEqual(['ada@example.com,ben@example.com'])
  })

  test('MA11: of two languages the one that was taken is not sent again when the other is put off', async () => {
    await reads(ada, 'de')
    await notify(['ada@example.com', 'chidi@example.com'])
    smtp.refuse('chidi@example.com', 451)
    await scene.commit([starts(), escalates()])
    await received(1)
    await vi.waitFor(async () => expect((await scene.jobs())[0]?.last_error).toMatch(/put off/))
    smtp.accept()
    scene.clock.now += hour
    await vi.waitFor(() => expect(smtp.received).toHaveLength(2), 5_000)
    expect(smtp.received.map(({ to }) => to)).toEqual([
      ['ada@example.com'],
      [`${chidi.name.toLowerCase()}@example.com`],
    ])
  })

  test('MA22: an invitation speaks the language of the one who invites, a reset that of the member', async () => {
    const { teamId } = beginning
    const about = {
      teamId,
      teamName: 'Adas Team',
      invitedBy: ada.name,
      role: 'responder',
      expiresAt: scene.clock.now + hour,
    }
    const link = { acceptUrl: 'https://baton.example/invite/x' }
    await scene.database.transact((tx) =>
      scene.accountMails.invitation({ ...about, ...link, to: 'new@example.com', language: 'de' }, tx),
    )
    const reset = { to: 'ben@example.com', teamId, name: 'Ben', url: 'https://baton.example/reset-password?token=x' }
    await scene.accountMails.passwordReset({ ...reset, language: 'en-US' })
    const taken = { to: 'chidi@example.com', teamId, name: 'Chidi', by: ada.name, language: 'fr' }
    await scene.database.transact((tx) => scene.accountMails.twoFactorReset(taken, tx))
    const mails = await received(3)
    expect(mails.get('chidi@example.com')?.text).toContain('Ada a réinitialisé la connexion en deux étapes')
    expect(mails.get('new@example.com')?.text).toContain('Einladung annehmen: https://baton.example/invite/x')
    expect(mails.get('ben@example.com')?.text).toMatch(/Nov 22, 2026, 11:00\sAM UTC/)
  })

  test('a language that this version does not know is as if none had been chosen', async () => {
    await reads(ada, 'de')
    await scene.database.db.updateTable('member_preferences').set({ language: 'xx' }).execute()
    expect((await readPreferences(scene.database, ada.id)).language).toBe('en-GB')
    await scene.commit([starts(), escalates()])
    const mail = (await received(1)).get('ada@example.com')
    expect(mail && header(mail, 'Subject')).toMatch(/is waiting for a human/)
  })
})
