import type { WebChannel } from '@baton/protocol'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accessible } from '../support/axe.ts'
import { browserPath, desktop, openBrowser, phone } from '../support/browser.ts'
import { ownerOfServer } from '../support/server-process.ts'
import { adaOn, demoBot, type ServerMember } from '../support/server-team.ts'
import { type Servers, startServers } from '../support/servers.ts'
import { type AtDashboard, noErrors, openDashboard } from './people.ts'

describe.skipIf(browserPath === null)('the Web tab of a bot, in a real browser', () => {
  let servers: Servers
  let browser: Browser
  let ada: ServerMember
  let owner: AtDashboard
  let page: Page
  let botId: string

  beforeAll(async () => {
    servers = await startServers('sqlite')
    ada = await adaOn(servers.first.url)
    botId = (await demoBot(ada)).id
    browser = await openBrowser()
    owner = await openDashboard(browser, servers.first.url, ownerOfServer)
    page = owner.page
    page.setDefaultTimeout(10_000)
    await owner.context.grantPermissions(['clipboard-read', 'clipboard-write'])
  }, 60_000)
  afterAll(async () => {
    await browser.close()
    await servers.close()
  })

  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const field = (name: string) =>
    page.getByRole('textbox', { name, exact: true }).or(page.getByRole('combobox', { name, exact: true }))
  const saved = async () => (await ada.get<WebChannel>(`/api/v1/bots/${botId}/web-channel`)).body
  const copied = () => page.evaluate<string>('navigator.clipboard.readText()')
  const choose = async (list: string, option: string) => {
    await field(list).click()
    await page.getByRole('option', { name: option, exact: true }).click()
  }
  const add = async (list: string, ...entries: string[]) => {
    for (const entry of entries) {
      await field(list).fill(entry)
      await field(list).press('Enter')
    }
  }

  test('the look, suggested questions, language and allowed sites are changed, saved, and there after a reload', async () => {
    await owner.open(`/bots/${botId}/web`)
    await field('Colour').fill('#e0d020')
    await owner.sees(/Words on it are black.*Hard to see on light pages/)
    await field('Words on the button').fill('Ask us')
    await choose('Light or dark', 'Dark')
    await choose('Button', 'Waving hand')
    await page.getByRole('radio', { name: 'Left' }).check()
    const inPreview = page.frameLocator('iframe[title="The widget on a page"]')
    await inPreview.getByRole('button', { name: 'Ask us' }).waitFor()
    await inPreview.getByRole('button', { name: 'Ask us' }).dispatchEvent('click')
    const inChat = inPreview.frameLocator('iframe')
    await inChat.getByRole('textbox', { name: /message to/i }).waitFor()
    await add('Suggested questions', 'What is human takeover?', 'When is somebody there?')
    await inChat.getByRole('button', { name: 'When is somebody there?' }).waitFor()
    await button('Start over').click()
    await inChat.getByRole('button', { name: 'What is human takeover?' }).waitFor()
    await inPreview.locator('.l').dispatchEvent('click')
    await inPreview.getByRole('button', { name: 'Ask us' }).waitFor()
    await choose('Language of the chat’s own words', 'Deutsch')
    await add('Sites', 'ftp://shop.example.com')
    await button('Save').click()
    await owner.sees(/is not a site. Write it like/)
    await accessible(page)
    await field('Sites').press('Backspace')
    await add('Sites', 'https://shop.example.com')
    await accessible(page)
    await button('Save').click()
    await owner.sees('Saved')
    const theme = { scheme: 'dark', colour: '#e0d020', position: 'left', launcherLabel: 'Ask us', launcherIcon: 'wave' }
    const suggestedQuestions = ['What is human takeover?', 'When is somebody there?']
    expect(await saved()).toMatchObject({
      ...{ theme, suggestedQuestions, locale: 'de', anySite: false },
      allowedSites: ['https://shop.example.com'],
    })
    await page.reload()
    await owner.sees('When is somebody there?')
    expect(await field('Colour').inputValue()).toBe('#e0d020')
    expect(await field('Words on the button').inputValue()).toBe('Ask us')
    expect(await page.getByRole('radio', { name: 'Left' }).isChecked()).toBe(true)
    await owner.sees('https://shop.example.com')
    await inPreview.getByRole('button', { name: 'Ask us' }).waitFor()
    const entry = page.locator('.mantine-Pill-root').first()
    expect((await entry.boundingBox())?.width).toBeLessThan(240)
    await page.setViewportSize(phone)
    const chosen = page.getByText('https://shop.example.com', { exact: true })
    await expect.poll(async () => (await chosen.boundingBox())?.height).toBeLessThan(40)
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
    await page.setViewportSize(desktop)
    noErrors(owner, /401/)
  }, 60_000)

  test('the secret for identities is shown once, rotated only when asked twice, and deleted', async () => {
    const secret = () => field('Secret').inputValue()
    await button('Make a secret').click()
    await owner.sees('This secret is shown once')
    const first = await secret()
    expect(first).toMatch(/^idsec_.{40,}$/)
    await accessible(page)
    await page
      .locator('.copy-field')
      .filter({ has: field('Secret') })
      .getByRole('button', { name: 'Copy' })
      .click()
    expect(await copied()).toBe(first)
    await button('I have stored it').click()
    await field('Secret').waitFor({ state: 'detached' })
    await page.reload()
    await owner.sees('The secret was made')
    expect(await page.content()).not.toContain(first)
    await button('Rotate secret').click()
    await owner.sees('Make another secret?')
    await accessible(page)
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
    expect(await field('Secret').count()).toBe(0)
    await button('Rotate secret').click()
    await page.getByRole('dialog').getByRole('button', { name: 'Rotate secret' }).click()
    await owner.sees('This secret is shown once')
    expect(await secret()).not.toBe(first)
    await button('Delete secret').click()
    await page.getByRole('dialog').getByRole('button', { name: 'Delete secret' }).click()
    await owner.sees('There is no secret yet')
    expect((await saved()).identity.secretMadeAt).toBe(null)
  }, 60_000)

  test('each way of embedding is copied whole, and names this server and this bot', async () => {
    const { url } = servers.first
    const expected = {
      Widget: [`${url}/widget.js`, botId],
      Frame: [`${url}/b/${botId}/embed`, '<iframe'],
      SDK: [`${url}/widget.js`, botId],
      Link: [`${url}/b/${botId}`],
    }
    const ways = page.getByRole('radiogroup', { name: 'Way of embedding' })
    for (const [kind, parts] of Object.entries(expected)) {
      await ways.getByText(kind, { exact: true }).click()
      await button('Copy').first().click()
      await page.getByRole('button', { name: 'Copied' }).first().waitFor()
      const text = await copied()
      for (const part of parts) expect(text).toContain(part)
    }
    await accessible(page)
  }, 60_000)
})
