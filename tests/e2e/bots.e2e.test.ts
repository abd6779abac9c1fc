import type { Bot } from '@baton/protocol'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accessible } from '../support/axe.ts'
import { browserPath, openBrowser } from '../support/browser.ts'
import { ownerOfServer } from '../support/server-process.ts'
import { adaOn, demoBot, join, type ServerMember } from '../support/server-team.ts'
import { type Servers, startServers } from '../support/servers.ts'
import { type AtDashboard, noErrors, openCustomer, openDashboard } from './people.ts'

describe.skipIf(browserPath === null)('the bots of a team, in a real browser', () => {
  let servers: Servers
  let browser: Browser
  let ada: ServerMember
  let robo: Bot
  let owner: AtDashboard
  let page: Page

  beforeAll(async () => {
    servers = await startServers('sqlite')
    const { url } = servers.first
    ada = await adaOn(url)
    await join(url, ada, 'Ben')
    robo = await demoBot(ada)
    browser = await openBrowser()
    owner = await openDashboard(browser, url, ownerOfServer)
    page = owner.page
  }, 60_000)
  afterAll(async () => {
    await browser.close()
    await servers.close()
  })

  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const dialog = () => page.getByRole('dialog')
  const botOf = async (id: string) => (await ada.get<Bot>(`/api/v1/bots/${id}`)).body
  const idInAddress = () => new URL(page.url()).pathname.split('/')[2] ?? ''
  const menu = async (name: string, item: string) => {
    await page.getByRole('button', { name: `What to do with ${name}` }).click()
    await page.getByRole('menuitem', { name: item }).click()
  }

  test('one is created, its settings are saved and say so, and unsaved ones are asked about', async () => {
    await owner.open('/bots')
    await button('Create bot').click()
    await dialog().getByRole('button', { name: 'Create bot' }).click()
    await owner.sees('A bot needs a name.')
    await accessible(page)
    await dialog().getByLabel('Name').fill('Shop helper')
    await dialog().getByRole('button', { name: 'Create bot' }).click()
    await page.waitForURL(/\/settings$/)
    const instructions = page.getByRole('textbox', { name: 'Instructions' })
    await instructions.fill('Speak of lamps only.')
    await page.getByRole('link', { name: 'Knowledge' }).click()
    await owner.sees('Leave without saving?')
    await accessible(page)
    await button('Stay here').click()
    const words = page.getByLabel('Words that always lead to a human').first()
    await words.fill('refund')
    await words.press('Enter')
    await button('Save').click()
    await owner.sees('Saved')
    expect(await botOf(idInAddress())).toMatchObject({ instructions: 'Speak of lamps only.', keywords: ['refund'] })
    await instructions.fill('Something else.')
    await button('Discard').click()
    expect(await instructions.inputValue()).toBe('Speak of lamps only.')
    await accessible(page)
  }, 60_000)

  test('what is typed while a save is on its way is kept, and a switch that is being saved keeps the focus', async () => {
    const path = `**/api/v1/bots/${idInAddress()}`
    const held = Promise.withResolvers<void>()
    await page.route(path, async (route) => {
      if (route.request().method() === 'PATCH') await held.promise
      await route.continue()
    })
    const [greeting, instructions] = ['Greeting', 'Instructions'].map((name) => page.getByRole('textbox', { name }))
    const toggle = page.getByRole('switch', { name: /^Human takeover/ })
    await greeting?.fill('Good day.')
    await button('Save').click()
    await instructions?.fill('Speak of lamps and')
    await toggle.focus()
    await page.keyboard.press('Space')
    const focused = async () => (await toggle.and(page.locator(':focus')).count()) === 1
    expect(await focused()).toBe(true)
    held.resolve()
    await expect.poll(async () => (await botOf(idInAddress())).greeting).toBe('Good day.')
    await expect.poll(() => page.getByRole('button', { name: 'Save' }).isEnabled()).toBe(true)
    expect(await instructions?.inputValue()).toBe('Speak of lamps and')
    await expect.poll(async () => (await botOf(idInAddress())).humanTakeover).toBe(true)
    expect(await focused()).toBe(true)
    await page.unroute(path)
    await button('Discard').click()
    await ada.patch(`/api/v1/bots/${idInAddress()}`, { humanTakeover: false })
    await page.reload()
  }, 60_000)

  test('human takeover is enabled, and the blue callout adds its power-up without leaving the settings', async () => {
    const toggle = page.getByRole('switch', { name: /^Human takeover/ })
    expect(await page.getByText('Add the Talk to a Human power-up').count()).toBe(0)
    await toggle.click({ force: true })
    await owner.sees('Add the Talk to a Human power-up')
    await accessible(page)
    await button('Add power-up').click()
    await button('Add power-up').waitFor({ state: 'detached' })
    expect(page.url()).toMatch(/\/settings$/)
    await expect.poll(async () => botOf(idInAddress())).toMatchObject({ humanTakeover: true, talkToAHuman: true })
  }, 60_000)

  test('a duplicate has the same settings under another name', async () => {
    const original = await botOf(idInAddress())
    await owner.open('/bots')
    await page.getByRole('button', { name: 'What to do with Shop helper' }).click()
    await accessible(page)
    await page.getByRole('menuitem', { name: 'Duplicate' }).click()
    await owner.sees('Settings, look, allowed sites, power-ups and knowledge come along.')
    await accessible(page)
    expect(await dialog().getByLabel('Name of the copy').inputValue()).toBe('Copy of Shop helper')
    await dialog().getByLabel('Name of the copy').fill('Second helper')
    await dialog().getByRole('button', { name: 'Duplicate' }).click()
    await page.waitForURL((url) => url.pathname.endsWith('/settings') && !url.pathname.includes(original.id))
    const { keywords, humanTakeover, talkToAHuman } = original
    expect(await botOf(idInAddress())).toMatchObject({
      ...{ name: 'Second helper', keywords, humanTakeover, talkToAHuman },
      instructions: 'Speak of lamps only.',
    })
    await page.getByRole('heading', { name: 'Second helper' }).waitFor()
  }, 60_000)

  test('deleting says first whom it cuts off; then customers read that the chat has ended', async () => {
    const dana = await openCustomer(browser, servers.first.url, robo.id)
    await dana.page.getByRole('button', { name: 'Talk to a human' }).first().click()
    await dana.leaveAddress('dana@example.com')
    await dana.sees(/team has been told/i)
    await owner.open('/bots')
    await menu('Robo', 'Delete bot')
    await owner.sees('1 conversation waits for a human: dana@example.com')
    await owner.sees('Customers read that the chat has ended')
    await accessible(page)
    await button('Cancel').click()
    expect((await botOf(robo.id)).id).toBe(robo.id)
    await menu('Robo', 'Delete bot')
    await button('Close 1 conversation and delete').click()
    await expect.poll(() => page.getByText('Robo', { exact: true }).count()).toBe(0)
    expect((await ada.get(`/api/v1/bots/${robo.id}`)).status).toBe(404)
    await dana.sees(/chat has ended/i)
    await dana.context.close()
    // With unsaved changes: there is nothing left that could be saved, and nothing is asked.
    await page.getByRole('link', { name: /Second helper/ }).click()
    await page.getByRole('textbox', { name: 'Instructions' }).fill('Not saved.')
    await button('Delete bot').click()
    await dialog().getByRole('button', { name: 'Delete bot' }).click()
    await page.waitForURL(/\/bots$/)
    await dialog().waitFor({ state: 'detached' })
    await expect.poll(() => page.getByText('Second helper', { exact: true }).count()).toBe(0)
  }, 60_000)

  test('no bot at all, no answer of the server, no such bot, and no permission each say what to do', async () => {
    for (const { id } of (await ada.get<{ items: Bot[] }>('/api/v1/bots')).body.items) {
      await ada.remove(`/api/v1/bots/${id}?confirm=true`)
    }
    await page.reload()
    await owner.sees('No bot yet')
    await accessible(page)
    await page.route('**/api/v1/bots?*', (route) => route.abort())
    await page.reload()
    await owner.sees('The server did not answer')
    await accessible(page)
    await page.unroute('**/api/v1/bots?*')
    await button('Try again').click()
    await owner.sees('No bot yet')
    await owner.open('/bots/none/settings')
    await owner.sees('This bot does not exist')
    noErrors(owner, /40[149]|ERR_FAILED/)
    const ben = await openDashboard(browser, servers.first.url, {
      email: 'ben@example.com',
      password: 'the password of Ben',
    })
    await ben.open('/bots')
    await ben.sees('Your role cannot open this page')
    await accessible(ben.page)
  }, 60_000)
})
