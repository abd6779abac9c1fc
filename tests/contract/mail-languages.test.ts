import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { answerLanguages, answerWords } from '../../apps/server/src/mail/answer-words.ts'
import { ben, claims, escalates, minute, starts, writes } from '../support/cast.ts'
import { header } from './mail-reader.ts'
import { type MailScene, mailScene } from './mail-scene.ts'
import { type MailServer, startMailServer } from './mail-server.ts'

describe('the language of mails to customers', () => {
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

  async function mailIn(language: string, look: string | null = null) {
    await scene.commit([starts(), escalates(), claims(ben), writes(ben, 'Your parcel <b>left</b> today.')])
    await scene.database.db.updateTable('conversations').set({ language }).execute()
    if (look !== null) {
      const channel = { look, any_site: 0 as const, updated_at: 1 }
      const { id } = await scene.database.db.selectFrom('bots').select('id').executeTakeFirstOrThrow()
      await scene.database.db
        .insertInto('web_channels')
        .values({ bot_id: id, ...channel })
        .execute()
    }
    await scene.database.db.deleteFrom('outbox').where('payload', 'not like', '%"answer"%').execute()
    scene.clock.now += 3 * minute
    scene.start()
    await vi.waitFor(() => expect(smtp.received).toHaveLength(1), { timeout: 10_000 })
    const [mail] = smtp.received
    if (mail === undefined) throw new Error('no mail')
    return mail
  }

  test('MA6: the mail speaks the language of the customer’s browser', async () => {
    const mail = await mailIn('de-AT')
    expect(header(mail, 'Subject')).toBe('Neue Antwort von Ben – Robo')
    expect(mail.html).toContain('<html lang="de" dir="ltr">')
    expect(mail.text).toContain('Chat fortsetzen: https://baton.example/b/')
    expect(mail.html).not.toContain('<b>left')
  })

  test('MA6: a bot with a language of its own speaks that, from right to left where it is so', async () => {
    const mail = await mailIn('de', JSON.stringify({ locale: 'ar' }))
    expect(header(mail, 'Subject')).toBe('رد جديد من Ben – Robo')
    expect(mail.html).toContain('<html lang="ar" dir="rtl">')
  })

  test('MA6: a language that there are no words for gets English', async () => {
    expect(header(await mailIn('xx-YY'), 'Subject')).toBe('Ben answered you – Robo')
  })

  test('every language has every sentence, with the same names in it', () => {
    const { words: english } = answerWords(['en'])
    const names = (sentence: string) => (sentence.match(/\{\w+\}/g) ?? []).sort()
    expect(answerLanguages.length).toBeGreaterThanOrEqual(12)
    for (const language of answerLanguages) {
      const { words } = answerWords([language])
      for (const [key, sentence] of Object.entries(english)) {
        const own = words[key as keyof typeof words]
        expect([language, key, own !== '', names(own)]).toEqual([language, key, true, names(sentence)])
      }
    }
  })
})
