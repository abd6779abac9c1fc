import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { catalogues, type Plural } from '../../apps/server/src/mail/words.ts'
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

  test('MA6: every language has every sentence, with the same names in it, and a form for every number', () => {
    const english = leaves(catalogues.en)
    expect(Object.keys(catalogues)).toHaveLength(16)
    for (const [language, words] of Object.entries(catalogues)) {
      const own = leaves(words)
      expect([...own.keys()]).toEqual([...english.keys()])
      for (const [key, sentence] of own) {
        const place = `${language} ${key}`
        if (typeof sentence === 'string') {
          expect([place, sentence !== '', names(sentence)]).toEqual([place, true, names(english.get(key))])
          continue
        }
        // Counted: what "one" and "two" say may leave the number out.
        const rules = new Intl.PluralRules(language)
        const needed = new Set(Array.from({ length: 200 }, (_, number) => rules.select(number)))
        expect([place, Object.keys(sentence).sort()]).toEqual([place, [...new Set([...needed, 'other'])].sort()])
        expect([place, names(sentence.other)]).toEqual([place, names(english.get(key))])
      }
    }
  })
})

const names = (sentence: unknown) =>
  String(typeof sentence === 'object' && sentence !== null && 'other' in sentence ? sentence.other : sentence)
    .match(/\{\w+\}/g)
    ?.sort()

/** Every sentence of a catalogue by its path. */
function leaves(part: object | undefined, path = ''): Map<string, string | Plural> {
  const found = new Map<string, string | Plural>()
  for (const [key, value] of Object.entries(part ?? {})) {
    if (typeof value === 'string' || 'other' in value) found.set(`${path}${key}`, value)
    else for (const [inner, sentence] of leaves(value, `${path}${key}.`)) found.set(inner, sentence)
  }
  return found
}
