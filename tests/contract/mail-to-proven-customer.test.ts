import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { beginning, ben, claims, dana, danasAddress, escalates, minute, starts, writes } from '../support/cast.ts'
import { databaseKinds } from '../support/fresh-database.ts'
import { type MailScene, mailedLinksOver, mailScene } from './mail-scene.ts'
import { type MailServer, startMailServer } from './mail-server.ts'

describe.each(databaseKinds)('mails to a customer whose address is proven on %s', (kind) => {
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

  /** Dana's site has said who she is. */
  async function vouch(email: string | null, whose: { botId?: string; customerId?: string } = {}) {
    const { botId = beginning.botId, customerId = beginning.customerId } = whose
    const { db } = scene.database
    const bot = await db.selectFrom('bots').selectAll().executeTakeFirstOrThrow()
    if (botId !== bot.id)
      await db
        .insertInto('bots')
        .values({ ...bot, id: botId })
        .execute()
    const customer = { id: customerId, team_id: beginning.teamId, bot_id: botId, created_at: 1 }
    await db
      .insertInto('customers')
      .values(customer)
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    const identity = { bot_id: botId, subject: 'dana', customer_id: customerId, name: 'Dana', email }
    await db
      .insertInto('customer_identities')
      .values({ ...identity, created_at: 1, updated_at: 1 })
      .execute()
  }
  async function theMail() {
    scene.clock.now += 3 * minute
    scene.start()
    return vi.waitFor(
      () => {
        const mail = smtp.received.find(({ to }) => to.includes(danasAddress))
        if (mail === undefined) throw new Error('no mail to Dana')
        return mail
      },
      { timeout: 10_000 },
    )
  }
  const talk = () =>
    scene.commit([
      starts('Where is my <b>parcel</b>?'),
      escalates(),
      claims(ben),
      writes(dana, `It is urgent ${'y'.repeat(1_500)}`),
      writes(ben, 'It left today.'),
    ])

  test('MA21, MA23: the answer comes with what was said before, as text and shortened, below a heading that says so', async () => {
    await vouch(danasAddress.toUpperCase())
    await talk()
    const { text, html, to } = await theMail()
    expect(to).toEqual([danasAddress])
    for (const part of [text, html]) {
      expect(part.indexOf('It left today.')).toBeLessThan(part.indexOf('Earlier in this chat'))
      expect(part.indexOf('Earlier in this chat')).toBeLessThan(part.indexOf('Where is my'))
      expect(part.indexOf('Where is my')).toBeLessThan(part.indexOf('It is urgent'))
      expect(part).toMatch(/y{900}…/)
      expect(part.match(/It left today/g)).toHaveLength(1)
    }
    expect(text).toMatch(/^You, 22 Nov 2026/m)
    expect(text).toContain('The link opens your chat in any browser, once, until 25 Nov 2026')
    const [, conversationId, link = ''] = /\/b\/bot_robo#open=([^.\s]+)\.(\S+)/.exec(text) ?? []
    const sealed = mailedLinksOver(scene.database, () => scene.clock.now).read(link)
    expect(sealed).toMatchObject({ botId: beginning.botId, customerId: beginning.customerId, conversationId })
    expect(html).not.toContain('<b>')
    if (process.env.MAIL_PAGES) writeFileSync(join(process.env.MAIL_PAGES, `proven-${kind}.html`), html)
  })

  test.each([
    ['another address', 'other@example.com', {}],
    ['no address', null, {}],
    ['the address of another customer', danasAddress, { customerId: 'customer_eve' }],
    ['the address at another bot', danasAddress, { botId: 'bot_other' }],
  ])('MA21: where the site has vouched for %s nothing that the customer wrote is mailed', async (_, email, whose) => {
    await vouch(email, whose)
    await talk()
    const { raw, text, html } = await theMail()
    for (const part of [raw, text, html])
      expect(part).not.toMatch(/parcel|urgent|Earlier in this chat|#open|any browser/)
    expect(text).toContain('It left today.')
  })

  test('MA21: a later token without the address takes that back', async () => {
    await vouch(danasAddress)
    await talk()
    await scene.database.db.updateTable('customer_identities').set({ email: null }).execute()
    expect((await theMail()).text).not.toContain('parcel')
  })
})
