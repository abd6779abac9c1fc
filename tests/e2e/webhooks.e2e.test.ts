import type { Bot } from '@baton/protocol'
import type { Browser, Page } from 'playwright-core'
import { Webhook as Verifier } from 'standardwebhooks'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { begin, eventually } from '../support/api.ts'
import { accessible } from '../support/axe.ts'
import { browserPath, openBrowser, phone } from '../support/browser.ts'
import { ownerOfServer } from '../support/server-process.ts'
import { adaOn, demoBot, join, type ServerMember } from '../support/server-team.ts'
import { type Servers, startServers } from '../support/servers.ts'
import { startReceiver } from '../support/webhook-receiver.ts'
import { type AtDashboard, noErrors, openDashboard } from './people.ts'

describe.skipIf(browserPath === null)('the webhooks of a bot, in a real browser', () => {
  let servers: Servers
  let browser: Browser
  let ada: ServerMember
  let bot: Bot
  let there: Awaited<ReturnType<typeof startReceiver>>
  let owner: AtDashboard
  let page: Page
  /** The page of the one webhook that these tests are about, and its secret. */
  let webhook = ''
  let secret = ''

  beforeAll(async () => {
    servers = await startServers('sqlite', { ALLOW_PRIVATE_WEBHOOKS: 'true' })
    const { url } = servers.first
    there = await startReceiver()
    ada = await adaOn(url)
    bot = await demoBot(ada)
    browser = await openBrowser()
    owner = await openDashboard(browser, url, ownerOfServer)
    page = owner.page
  }, 60_000)
  afterAll(async () => {
    await browser.close()
    await Promise.all([servers.close(), there.close()])
  })

  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' })
  const toggle = () => page.getByRole('switch', { name: 'Enabled' })
  const rows = () => page.locator('.delivery')

  test('one is created from the catalogue, and is switched off, without a URL, on its own page', async () => {
    await owner.open(`/bots/${bot.id}/webhooks`)
    await owner.sees('No webhooks created yet')
    await accessible(page)
    await page.getByRole('link', { name: 'New webhook' }).click()
    await expect.poll(() => page.getByRole('radio').count()).toBeGreaterThanOrEqual(4)
    await button('Create webhook').click()
    await owner.sees('Choose a type first.')
    const search = page.getByRole('searchbox')
    await search.fill('invoices')
    await owner.sees('No type of webhook matches')
    await search.fill('new conversation')
    await expect.poll(() => page.getByRole('radio').count()).toBe(1)
    await search.fill('')
    await page.getByRole('radio', { name: /Conversation started/ }).click()
    await accessible(page)
    await button('Create webhook').click()
    await owner.sees('Copy the secret now')
    webhook = new URL(page.url()).pathname
    secret = await page.getByLabel('Secret', { exact: true }).inputValue()
    expect(secret).toMatch(/^whsec_/)
    expect(await toggle().isChecked()).toBe(false)
    expect(await toggle().isDisabled()).toBe(true)
    expect(await button('Send a test').isDisabled()).toBe(true)
    await accessible(page)
  }, 60_000)

  test('the URL is saved, a test is answered, and the switch goes on; what was unsaved is asked about', async () => {
    const url = page.getByRole('textbox', { name: 'Target URL' })
    await url.fill('nonsense')
    await button('Save').click()
    await owner.sees('A URL that begins with https://, please.')
    await url.fill(there.url)
    await page.getByRole('link', { name: 'All webhooks' }).click()
    await owner.sees('Leave without saving?')
    await button('Stay here').click()
    await button('Save').click()
    await owner.sees('Saved')
    await button('Send a test').click()
    await owner.sees('Answered 204')
    const sent = there.received.at(-1)
    expect(sent?.payload).toMatchObject({ type: 'conversation.started', test: true })
    expect(() => new Verifier(secret).verify(sent?.body ?? '', sent?.headers as Record<string, string>)).not.toThrow()
    await toggle().click({ force: true })
    await expect.poll(() => toggle().isChecked()).toBe(true)
    await page.reload()
    await toggle().waitFor()
    expect(await toggle().isChecked()).toBe(true)
    expect(await page.getByText('Copy the secret now').count()).toBe(0)
    expect(await page.content()).not.toContain(secret)
  }, 60_000)

  test('what is delivered appears by itself, with its answer; the card says how the last one went', async () => {
    const dana = await begin(servers.first.url, bot.id, 'Hello')
    await eventually('the delivery', async () => there.about(dana.id, 'conversation.started')[0])
    await expect.poll(() => rows().count(), { timeout: 20_000 }).toBe(2)
    const newest = rows().first()
    await newest.getByRole('button').first().click()
    await newest.getByRole('link', { name: 'Open the conversation' }).waitFor()
    await newest.getByText('"type": "conversation.started"').waitFor()
    await newest.getByText('Try 1').waitFor()
    await newest.getByText('Headers and answer').click()
    await newest.getByText(`POST ${there.url}`).waitFor()
    await accessible(page)
    await newest.getByRole('button', { name: 'Resend' }).click()
    await eventually('the same again', async () => there.about(dana.id, 'conversation.started')[1])
    const [first, again] = there.about(dana.id, 'conversation.started')
    expect(again?.headers['webhook-id']).toBe(first?.headers['webhook-id'])
    await page.getByRole('link', { name: 'All webhooks' }).click()
    const card = page.getByRole('link', { name: /Conversation started/ })
    await card.getByText('Delivered').waitFor()
    await card.getByText('On', { exact: true }).waitFor()
    await accessible(page)
  }, 60_000)

  test('a receiver that is gone is seen at once, with when it is tried again', async () => {
    const port = Number(new URL(there.url).port)
    await there.close()
    await begin(servers.first.url, bot.id, 'Is anybody there?')
    await owner.open(webhook)
    const newest = rows().first()
    await newest.getByText('Waiting').waitFor({ timeout: 20_000 })
    await newest.getByText(/next try/).waitFor()
    there = await startReceiver({ port })
    await newest.getByRole('button').first().click()
    await newest.getByRole('button', { name: 'Resend' }).click()
    await newest.getByText('Delivered').waitFor({ timeout: 20_000 })
  }, 60_000)

  test('the secret is rotated: the new one is shown once, both sign for a while, and the old one is ended', async () => {
    await button('Rotate secret').click()
    await accessible(page)
    await page.getByRole('dialog').getByRole('button', { name: 'Rotate secret' }).click()
    await owner.sees('Copy the secret now')
    const fresh = await page.getByLabel('Secret', { exact: true }).inputValue()
    expect(fresh).not.toBe(secret)
    await button('Send a test').click()
    const sent = await eventually('a test', async () => there.received.find(({ payload }) => payload.test === true))
    for (const key of [secret, fresh]) {
      expect(() => new Verifier(key).verify(sent.body, sent.headers as Record<string, string>)).not.toThrow()
    }
    await button('I have stored it').click()
    expect(await page.content()).not.toContain(fresh)
    await owner.sees('The old secret signs along until')
    await button('End it now').click()
    await page.getByText('The old secret signs along until').waitFor({ state: 'detached' })
    const before = there.received.length
    await button('Send a test').click()
    const last = await eventually('another test', async () => there.received[before])
    const check = (key: string) => () => new Verifier(key).verify(last.body, last.headers as Record<string, string>)
    expect(check(fresh)).not.toThrow()
    expect(check(secret)).toThrow()
  }, 60_000)

  test('it is deleted after asking', async () => {
    await button('Delete webhook').click()
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
    await owner.sees('No webhooks created yet')
    await owner.open(webhook)
    await owner.sees('This webhook does not exist')
    noErrors(owner, /40[14]/)
  }, 60_000)

  test('whoever may not manage webhooks has no such tab, and reads why; on a phone nothing runs out of the page', async () => {
    const { url } = servers.first
    await join(url, ada, 'eve', 'editor')
    const eve = await openDashboard(
      browser,
      url,
      {
        email: 'eve@example.com',
        password: 'the password of eve',
      },
      { screen: phone },
    )
    await eve.open(`/bots/${bot.id}/settings`)
    await eve.page.getByRole('link', { name: 'Power-ups' }).waitFor()
    expect(await eve.page.getByRole('link', { name: 'Webhooks' }).count()).toBe(0)
    await eve.open(`/bots/${bot.id}/webhooks/new`)
    await eve.sees('Your role cannot open this page')
    const wide = await eve.page.evaluate<number>('document.documentElement.scrollWidth')
    expect(wide).toBeLessThanOrEqual(phone.width)
    await eve.context.close()
  }, 60_000)
})
