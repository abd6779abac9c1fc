import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Form } from '@baton/protocol'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { begin, call, eventually } from '../support/api.ts'
import { accessible } from '../support/axe.ts'
import { browserPath, openBrowser, phone } from '../support/browser.ts'
import { type FakeProvider, startFakeProvider } from '../support/fake-provider.ts'
import { ownerOfServer } from '../support/server-process.ts'
import { adaOn, demoBot, type ServerMember } from '../support/server-team.ts'
import { type Servers, startServers } from '../support/servers.ts'
import { imports, writePowerUps } from '../support/written-power-ups.ts'
import { noErrors, openCustomer, openDashboard } from './people.ts'

/** A power-up with a form, as somebody would write it: one file. */
const bookACall = `${imports}
export default definePowerUp({
  kind: 'book_a_call',
  title: 'Book a call',
  description: 'Lets the bot offer that your team rings the customer.',
  place: 3,
  settings: z.strictObject({ notifyEmails, askTopic: z.boolean() }),
  initial: { notifyEmails: null, askTopic: false },
  tool: {
    description: 'Shows a form for booking a call.',
    input: z.strictObject({ summary: z.string().max(400) }),
  },
  does: {
    what: 'offer',
    offer: ({ summary }) => ({ powerUp: 'book_a_call', reason: 'wants_a_call', summary }),
    form: {
      title: { en: 'Book a call', de: 'Anruf vereinbaren' },
      why: { en: 'The team rings you.' },
      submit: { en: 'Book it' },
      fields: ({ askTopic }) => [
        { name: 'email', kind: 'email', label: { en: 'E-mail address' }, required: true },
        {
          name: 'when', kind: 'choice', label: { en: 'When', de: 'Wann' }, required: true,
          options: [{ value: 'morning', label: { en: 'In the morning' } }, { value: 'evening', label: { en: 'In the evening' } }],
        },
        ...(askTopic ? [{ name: 'topic', kind: 'long_text', label: { en: 'What about' }, required: false }] : []),
      ],
    },
  },
})
`

describe.skipIf(browserPath === null)('a power-up with a form is one file', () => {
  let written: Awaited<ReturnType<typeof writePowerUps>>
  let servers: Servers
  let provider: FakeProvider
  let browser: Browser
  let ada: ServerMember
  let botId: string
  const url = () => servers.first.url

  beforeAll(async () => {
    provider = await startFakeProvider(() => [
      { say: 'There is a form for that.' },
      { call: 'book_a_call', args: '{"summary":"Wants to be rung."}' },
      { finish: 'tool_calls' },
    ])
    written = await writePowerUps({ 'book-a-call.ts': bookACall })
    servers = await startServers('sqlite', { ALLOW_PRIVATE_ADDRESSES: '127.0.0.1/32' }, written.entry)
    ada = await adaOn(url())
    botId = (await demoBot(ada)).id
    browser = await openBrowser()
  }, 60_000)
  afterAll(async () => {
    await browser.close()
    await Promise.all([servers.close(), provider.close(), written.remove()])
  })

  const path = () => `/api/v1/bots/${botId}/power-ups/book_a_call`
  const form = (language: string) => {
    return call<Form>(url(), `/api/channel/v1/bots/${botId}/forms/book_a_call?language=${language}`)
  }

  test('it is in the catalogue, offered by the model, drawn, filled in, and told to the team', async () => {
    const owner = await openDashboard(browser, url(), ownerOfServer)
    await owner.open(`/bots/${botId}/power-ups`)
    await owner.sees('Lets the bot offer that your team rings the customer.')
    expect((await form('de')).status).toBe(404)
    const model = { provider: 'openai-compatible', baseUrl: provider.baseUrl, name: 'echo', apiKey: 'none' }
    expect((await ada.patch(`/api/v1/bots/${botId}`, { model })).status).toBe(200)
    expect((await ada.put(path(), { notifyEmails: ['calls@example.com'], askTopic: true })).status).toBe(200)

    const dana = await openCustomer(browser, url(), botId, phone)
    await dana.say('I would like to buy ten lamps')
    await dana.sees('There is a form for that.')
    const shown = dana.page.getByRole('region', { name: 'Book a call' })
    const book = shown.getByRole('button', { name: 'Book it' })
    await book.click()
    await dana.sees('Please type your e-mail address.')
    expect(await dana.page.evaluate('document.activeElement.id')).toBe('form-email')
    await shown.getByLabel('E-mail address').fill('dana@example.com')
    await book.click()
    await dana.sees('Please fill this in.')
    await accessible(dana.page)
    await shown.getByLabel('When').selectOption({ label: 'In the evening' })
    await shown.getByLabel('What about (optional)').fill('Ten lamps')
    await book.click()
    await dana.sees('The team has your details')
    expect(await shown.count()).toBe(0)

    const { body } = await ada.get<{ items: { id: string; customer: object }[] }>('/api/v1/conversations')
    const [conversation] = body.items
    expect(conversation?.customer).toMatchObject({ email: 'dana@example.com' })
    await owner.open(`/conversations/${conversation?.id}`)
    await owner.sees(/filled in “Book a call”/)
    const panel = owner.page.getByRole('complementary').filter({ hasText: 'Ten lamps' })
    await panel.getByText('What about').waitFor()
    await panel.getByText('In the evening').waitFor()
    await accessible(owner.page)
    const mail = await eventually('the mail', async () => mailOf('Book a call'))
    expect(mail).toContain('To: calls@example.com')
    expect(mail).toContain('Ten lamps')
    noErrors(dana)
    noErrors(owner, /401/)
  }, 60_000)

  test('it speaks the customer’s language where it can, is checked by what it declares, and is kept once', async () => {
    const { body } = await form('de-AT')
    expect(body).toMatchObject({ title: 'Anruf vereinbaren', why: 'The team rings you.' })
    expect(body.fields.map(({ label }) => label)).toEqual(['E-mail address', 'Wann', 'What about'])
    const session = await begin(url(), botId, 'Hello')
    const answer = (fields: object, clientId = '0b9a4f0e-6f1e-4a55-9a0e-5a0a3c0d1e2f') => {
      const body = { clientId, fields }
      return call(url(), `/api/channel/v1/conversations/${session.id}/forms/book_a_call`, {
        token: session.token,
        body,
      })
    }
    const whole = { email: 'dana@example.com', when: 'morning', secret: 'not asked for' }
    expect(await answer({})).toMatchObject({
      status: 422,
      body: { code: 'form_incomplete', missing: ['email', 'when'] },
    })
    expect(await answer({ ...whole, when: 'at night' })).toMatchObject({
      body: { code: 'field_invalid', field: 'when' },
    })
    expect(await answer(whole)).toMatchObject({ status: 200 })
    expect(await answer(whole)).toMatchObject({ status: 200 })
    const kept = (await ada.events(session.id)).filter(({ type }) => type === 'conversation.form_answered')
    expect(kept).toHaveLength(1)
    expect(JSON.stringify(kept)).not.toContain('not asked for')
    expect((await ada.put(path(), { enabled: false })).status).toBe(200)
    expect(await answer(whole, '6c1d7f60-8c4e-4b53-8f0b-0a3a4f5b6c7d')).toMatchObject({
      body: { code: 'power_up_missing' },
    })
    expect((await form('en')).status).toBe(404)
  })

  function mailOf(words: string): string | false {
    const folder = join(servers.fresh.settings.dataDir, 'outbox')
    if (!existsSync(folder)) return false
    const mails = readdirSync(folder).filter((name) => name.endsWith('.eml'))
    return mails.map((name) => readFileSync(join(folder, name), 'utf8')).find((mail) => mail.includes(words)) ?? false
  }
})
