import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { browserPath, openBrowser } from '../support/browser.ts'
import { ownerOfServer } from '../support/server-process.ts'
import { adaOn, demoBot, join, type ServerMember } from '../support/server-team.ts'
import { type Servers, startServers } from '../support/servers.ts'
import { noErrors, openCustomer, openDashboard, times } from './people.ts'

const benSignsIn = { email: 'ben@example.com', password: 'the password of Ben' }
const chidiSignsIn = { email: 'chidi@example.com', password: 'the password of Chidi' }

describe.skipIf(browserPath === null)('the takeover loop in real browsers', () => {
  let servers: Servers
  let browser: Browser
  let ada: ServerMember
  let url: string
  let botId: string

  beforeAll(async () => {
    servers = await startServers('sqlite')
    url = servers.first.url
    ada = await adaOn(url)
    await join(url, ada, 'Ben')
    await join(url, ada, 'Chidi')
    botId = (await demoBot(ada)).id
    browser = await openBrowser()
  }, 60_000)
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close()
  })
  afterAll(async () => {
    await browser.close()
    await servers.close()
  })

  test('a customer asks for a human, is claimed, chats, is handed back, and the bot answers again', async () => {
    const ben = await openDashboard(browser, url, benSignsIn)
    const dana = await openCustomer(browser, url, botId)
    await dana.sees('Hello, I am Robo.')
    await dana.sees(/a bot/)

    await dana.say('Who can claim a conversation?')
    await dana.sees(/responder/i)
    await dana.say('I would like to talk to a real person')
    await dana.sees('Leave your e-mail address below')
    await dana.leaveAddress('nobody')
    await dana.sees(/does not look like an e-mail address/i)
    await dana.leaveAddress('dana@example.com')
    await dana.sees(/team has been told/i)
    await dana.sees(/next in line/i)

    await ben.page.getByText('dana@example.com').first().click()
    await ben.sees('I would like to talk to a real person')
    await ben.page.getByRole('button', { name: 'Claim', exact: true }).first().click()
    await dana.sees('Ben joined the conversation')
    await ben.page.getByRole('button', { name: 'Hand back to bot' }).waitFor()

    await ben.say('Hello Dana, this is Ben.')
    await dana.sees('Hello Dana, this is Ben.')
    await dana.say('Thank you, Ben. What is human takeover?')
    await ben.sees('Thank you, Ben. What is human takeover?')
    await new Promise((resolve) => setTimeout(resolve, 2_500))
    expect(times(await dana.log(), 'step into a live conversation')).toBe(0)

    await ben.page.getByRole('button', { name: 'Hand back to bot' }).click()
    await dana.sees('Ben left the conversation')
    await dana.sees(/step into a live conversation/)
    await ben.sees(/step into a live conversation/)
    noErrors(dana, /422/)
    noErrors(ben, /401/)
  }, 60_000)

  test('of two who click Claim, one gets it and the other reads who has it', async () => {
    const dana = await openCustomer(browser, url, botId)
    await dana.say('Talk to a human please')
    await dana.sees('Leave your e-mail address below')
    await dana.leaveAddress('race@example.com')
    await dana.sees(/team has been told/i)
    const ben = await openDashboard(browser, url, benSignsIn)
    const chidi = await openDashboard(browser, url, chidiSignsIn, { deaf: true })
    for (const member of [ben, chidi]) {
      await member.page.getByText('race@example.com').first().click()
      await member.page.getByRole('button', { name: 'Claim', exact: true }).first().waitFor()
    }
    await ben.page.getByRole('button', { name: 'Claim', exact: true }).first().click()
    await dana.sees('Ben joined the conversation')
    // Chidi's page has not heard of it: the button is still there.
    await chidi.page.getByRole('button', { name: 'Claim', exact: true }).first().click()
    await chidi.sees('Ben has already claimed this conversation')
    await chidi.sees(/held by ben/i)
    expect(await chidi.page.getByRole('button', { name: 'Claim', exact: true }).count()).toBe(0)
    expect(await chidi.page.getByRole('button', { name: 'Hand back to bot' }).count()).toBe(0)
    await ben.page.getByRole('button', { name: 'Hand back to bot' }).waitFor()
    expect(times(await dana.log(), 'joined the conversation')).toBe(1)
  }, 60_000)

  test('a reload changes nothing for the customer, in any state', async () => {
    const dana = await openCustomer(browser, url, botId)
    await dana.say('What are webhooks for?')
    await dana.sees(/webhook/i)
    await dana.page.reload()
    await dana.sees('What are webhooks for?')
    await dana.page.getByRole('button', { name: 'Talk to a human' }).first().click()
    await dana.leaveAddress('reload@example.com')
    await dana.sees(/team has been told/i)
    await dana.page.reload()
    await dana.sees(/team has been told/i)
    const { body } = await ada.get<{ items: { id: string; customer: { email: string } }[] }>(
      '/api/v1/conversations?state=escalated',
    )
    const id = body.items.find((one) => one.customer.email === 'reload@example.com')?.id ?? ''
    await ada.claim(id)
    await dana.sees('Ada joined the conversation')
    await dana.page.reload()
    await dana.sees('Ada joined the conversation')
    await ada.say(id, 'I am Ada.')
    await dana.sees('I am Ada.')
    await ada.handBack(id)
    await dana.sees('Ada left the conversation')
    await dana.page.reload()
    await dana.sees('Ada left the conversation')
    const log = await dana.log()
    for (const text of [
      'What are webhooks for?',
      'I am Ada.',
      'Ada joined the conversation',
      'Ada left the conversation',
    ]) {
      expect(times(log, text), text).toBe(1)
    }
  }, 60_000)

  test('a customer page that was offline shows exactly the log, in order, with nothing twice', async () => {
    const dana = await openCustomer(browser, url, botId)
    await dana.page.getByRole('button', { name: 'Talk to a human' }).first().click()
    await dana.leaveAddress('offline@example.com')
    await dana.sees(/team has been told/i)
    const { body } = await ada.get<{ items: { id: string; customer: { email: string } }[] }>(
      '/api/v1/conversations?state=escalated',
    )
    const id = body.items.find((one) => one.customer.email === 'offline@example.com')?.id ?? ''
    await ada.claim(id)
    await dana.sees('Ada joined the conversation')

    await dana.context.setOffline(true)
    await dana.say('Written while offline.')
    for (let number = 1; number <= 5; number += 1) await ada.say(id, `Answer number ${number}.`)
    await dana.sees(/offline/i)
    await dana.context.setOffline(false)
    await dana.sees('Answer number 5.')
    const messages = async () =>
      (await ada.events(id)).flatMap((event) => (event.type === 'message.sent' ? [event.data.text] : []))
    await expect.poll(messages, { timeout: 20_000 }).toContain('Written while offline.')
    await expect.poll(async () => times(await dana.log(), 'Written while offline.'), { timeout: 10_000 }).toBe(1)
    const log = await dana.log()
    const places = (await messages()).map((text) => log.indexOf(text))
    expect(places.every((place) => place >= 0)).toBe(true)
    expect([...places].sort((a, b) => a - b)).toEqual(places)
    for (const text of await messages()) expect(times(log, text), text).toBe(1)
  }, 60_000)

  test('the callouts lead to a bot that can be taken over, without leaving the page', async () => {
    const owner = await openDashboard(browser, url, ownerOfServer)
    const { body: bot } = await ada.post<{ id: string }>('/api/v1/bots', { name: 'Second bot' })
    await owner.open(`/bots/${bot.id}/settings`)
    const toggle = owner.page.getByRole('switch', { name: /human takeover/i })
    await toggle.waitFor()
    expect(await toggle.isChecked()).toBe(false)
    await toggle.click({ force: true })
    await owner.click('Add power-up')
    await owner.page.getByRole('button', { name: 'Add power-up' }).waitFor({ state: 'detached' })
    expect(owner.page.url()).toContain(`/bots/${bot.id}/settings`)
    await expect
      .poll(
        async () => (await ada.get<{ talkToAHuman: boolean; humanTakeover: boolean }>(`/api/v1/bots/${bot.id}`)).body,
      )
      .toMatchObject({ talkToAHuman: true, humanTakeover: true })

    await ada.patch(`/api/v1/bots/${bot.id}`, { humanTakeover: false })
    await owner.open(`/bots/${bot.id}/power-ups/talk_to_a_human`)
    await owner.page
      .getByRole('link', { name: 'Go to settings' })
      .or(owner.page.getByRole('button', { name: 'Go to settings' }))
      .waitFor()
    await owner.click('Enable now')
    await owner.page.getByRole('button', { name: 'Enable now' }).waitFor({ state: 'detached' })
    expect(owner.page.url()).toContain('/power-ups/talk_to_a_human')
    const after = await ada.get<{ humanTakeover: boolean }>(`/api/v1/bots/${bot.id}`)
    expect(after.body.humanTakeover).toBe(true)
  }, 60_000)

  test('new escalations appear, and states change, without a refresh', async () => {
    const ben = await openDashboard(browser, url, benSignsIn)
    const dana = await openCustomer(browser, url, botId)
    await dana.page.getByRole('button', { name: 'Talk to a human' }).first().click()
    await dana.leaveAddress('live@example.com')
    await ben.sees('live@example.com')
    const { body } = await ada.get<{ items: { id: string; customer: { email: string } }[] }>(
      '/api/v1/conversations?state=escalated',
    )
    const id = body.items.find((one) => one.customer.email === 'live@example.com')?.id ?? ''
    await ben.page.getByText('live@example.com').first().click()
    await ben.page.getByRole('button', { name: 'Claim', exact: true }).first().waitFor()
    await ada.claim(id)
    await ben.sees(/held by ada/i)
    await ada.handBack(id)
    await ben.sees(/Ada handed/i)
  }, 60_000)
})
