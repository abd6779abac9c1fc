import type { Bot } from '@baton/protocol'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accessible } from '../support/axe.ts'
import { browserPath, openBrowser } from '../support/browser.ts'
import { type FakeProvider, startFakeProvider } from '../support/fake-provider.ts'
import { ownerOfServer } from '../support/server-process.ts'
import { adaOn, demoBot, type ServerMember } from '../support/server-team.ts'
import { type Servers, startServers } from '../support/servers.ts'
import { type AtDashboard, noErrors, openDashboard } from './people.ts'

const asksForAHuman = { reason: 'direct_request', summary: 'Dana asks about an order.' }

describe.skipIf(browserPath === null)('a bot with a language model, in a real browser', () => {
  let servers: Servers
  let provider: FakeProvider
  let browser: Browser
  let ada: ServerMember
  let bot: Bot
  let owner: AtDashboard
  let page: Page

  beforeAll(async () => {
    servers = await startServers('sqlite', { ALLOW_PRIVATE_ADDRESSES: '127.0.0.1/32' })
    provider = await startFakeProvider(() => [{ say: 'Lamps cost 20 euros.' }, { finish: 'stop' }])
    ada = await adaOn(servers.first.url)
    bot = await demoBot(ada)
    browser = await openBrowser()
    owner = await openDashboard(browser, servers.first.url, ownerOfServer)
    page = owner.page
  })
  afterAll(async () => {
    await browser.close()
    await Promise.all([servers.close(), provider.close()])
  })

  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const field = (name: string) => page.getByRole('textbox', { name })
  const model = async () => (await ada.get<Bot>(`/api/v1/bots/${bot.id}`)).body.model

  test('a model is tried before it is saved, and the provider’s own error is shown', async () => {
    await owner.open(`/bots/${bot.id}/settings`)
    await page.getByRole('combobox', { name: 'Provider' }).or(page.getByLabel('Provider')).first().click()
    await page.getByRole('option', { name: 'OpenAI-compatible endpoint' }).click()
    await button('Test').click()
    await owner.sees('An endpoint of your own needs its URL.')
    await field('Base URL').fill(provider.baseUrl)
    await field('Model name').fill('lamp-expert')
    await page.getByLabel('API key').first().fill('sk-of-ada')
    await button('Test').click()
    await owner.sees(/Answered in \d/)
    await owner.sees('Lamps cost 20 euros.')
    expect(provider.heard.at(-1)).toMatchObject({ request: { model: 'lamp-expert' } })
    expect(provider.heard.at(-1)?.headers.authorization).toBe('Bearer sk-of-ada')
    expect((await model()).provider).toBe('builtin')
    provider.answer(() => ({ status: 401, body: { error: { message: 'Incorrect API key provided.' } } }))
    await button('Test').click()
    await owner.sees(/Failed after/)
    await owner.sees(/Incorrect API key provided/)
    await accessible(page)
    provider.answer(() => [{ say: 'Lamps cost 20 euros.' }, { finish: 'stop' }])
  })

  test('the key is written, replaced and removed, and never shown', async () => {
    await button('Save').click()
    await owner.sees('A key is set')
    expect(await model()).toMatchObject({ name: 'lamp-expert', keySet: true })
    expect(await page.content()).not.toContain('sk-of-ada')
    await button('Replace').click()
    await page.getByLabel('API key').first().fill('sk-newer')
    await button('Save').click()
    await owner.sees('A key is set')
    await button('Test').click()
    await owner.sees(/Answered in \d/)
    expect(provider.heard.at(-1)?.headers.authorization).toBe('Bearer sk-newer')
    await button('Remove').click()
    await owner.sees('The key is removed when you save.')
    await button('Save').click()
    await expect.poll(model).toMatchObject({ keySet: false })
    await page.getByLabel('Daily token cap').fill('5000')
    await field('Base URL').fill('http://10.0.0.9/v1')
    await button('Save').click()
    await owner.sees(/ALLOW_PRIVATE_ADDRESSES takes its host and port/)
    await field('Base URL').fill(provider.baseUrl)
    await button('Save').click()
    await owner.sees('Saved')
    expect((await ada.get<Bot>(`/api/v1/bots/${bot.id}`)).body.dailyTokenCap).toBe(5000)
  })

  test('the preview shows what was found and which tool was called, and starts no conversation', async () => {
    await page.getByRole('link', { name: 'Preview' }).click()
    await owner.sees('Nothing of it becomes a conversation')
    await accessible(page)
    const say = async (text: string) => {
      await field('Write as a customer').fill(text)
      await page.keyboard.press('Enter')
    }
    await say('Who can claim a conversation?')
    await owner.sees('Lamps cost 20 euros.')
    await owner.sees('Knowledge found')
    await page
      .getByText(/match \d/)
      .first()
      .waitFor()
    provider.answer(() => [
      { say: 'I can ask the team.' },
      { call: 'talk_to_a_human', args: JSON.stringify(asksForAHuman) },
      { finish: 'tool_calls' },
    ])
    await say('A person, please')
    await owner.sees('Here the customer sees the form of Talk to a Human')
    await page.getByText('talk_to_a_human', { exact: true }).waitFor()
    await page.getByText('Accepted', { exact: true }).waitFor()
    await accessible(page)
    provider.answer(() => ({ status: 500, body: { error: { message: 'The lamps are out.' } } }))
    await say('And now?')
    await owner.sees(/What went wrong/)
    await owner.sees(/The lamps are out/)
    expect((await ada.get<{ items: unknown[] }>('/api/v1/conversations')).body.items).toEqual([])
    await button('Start over').click()
    expect(await page.getByText('A person, please').count()).toBe(0)
  })

  test('the catalogue adds, sets up and removes a power-up; Talk to a Human offers to enable human takeover', async () => {
    await ada.patch(`/api/v1/bots/${bot.id}`, { humanTakeover: false })
    await owner.open(`/bots/${bot.id}/power-ups`)
    await button('Add Collect a Lead').waitFor()
    await accessible(page)
    await button('Add Collect a Lead').click()
    await page.waitForURL(/collect_a_lead$/)
    await page.getByLabel('Note').first().click()
    await page.getByRole('option', { name: 'Not asked' }).click()
    await button('Save').click()
    await owner.sees('Saved')
    const leads = async () =>
      (await ada.get<{ items: { kind: string }[] }>(`/api/v1/bots/${bot.id}/power-ups`)).body.items.find(
        ({ kind }) => kind === 'collect_a_lead',
      )
    await expect.poll(leads).toMatchObject({ ask: { note: 'off', email: 'required' } })
    await accessible(page)
    await button('Remove power-up').click()
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
    await owner.sees('Not added yet')
    expect(await leads()).toBeUndefined()
    await page.getByRole('link', { name: 'All power-ups' }).click()
    await page.getByRole('link', { name: 'Settings of Talk to a Human' }).click()
    await page.getByRole('link', { name: 'Go to settings' }).waitFor()
    await accessible(page)
    await button('Enable now').click()
    await button('Enable now').waitFor({ state: 'detached' })
    expect(page.url()).toMatch(/talk_to_a_human$/)
    expect((await ada.get<Bot>(`/api/v1/bots/${bot.id}`)).body.humanTakeover).toBe(true)
    noErrors(owner, /40[14]|422/)
  })
})
