import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { asDana, begin } from '../support/api.ts'
import { browserPath, openBrowser, openPage } from '../support/browser.ts'
import { ownerOfServer } from '../support/server-process.ts'
import { adaOn, demoBot, join, type ServerMember } from '../support/server-team.ts'
import { type Servers, startServers } from '../support/servers.ts'
import { slowAnswers } from '../support/slow-answers.ts'
import { codeOf } from '../support/totp.ts'
import { type AtDashboard, openCustomer, openDashboard } from './people.ts'

describe.skipIf(browserPath === null)('team and account in real browsers', () => {
  let servers: Servers
  let browser: Browser
  let ada: ServerMember
  let url: string
  let botId: string

  beforeAll(async () => {
    servers = await startServers('sqlite')
    url = servers.first.url
    ada = await adaOn(url)
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

  const adaAtDashboard = () => openDashboard(browser, url, ownerOfServer)
  const signsIn = (name: string) => ({
    email: `${name.toLowerCase()}@example.com`,
    password: `the password of ${name}`,
  })
  const row = ({ page }: AtDashboard, name: string) => page.locator('li.member', { hasText: name })

  test('Ada invites, takes the link along, and whoever follows it is in the team at once', async () => {
    const at = await adaAtDashboard()
    await at.open('/team')
    await at.page.getByLabel('E-mail').fill('mona@example.com')
    await at.click('Invite')
    const link = await at.page.getByLabel('Invitation link').inputValue()
    await at.click(/Send again: the invitation of mona@example.com/)
    await at.sees('mona@example.com is invited again')
    const newLink = await at.page.getByLabel('Invitation link').inputValue()

    const { page: late } = await openPage(browser)
    await late.goto(link.replace(/^https?:\/\/[^/]+/, url))
    await late.getByText('does not work any more').waitFor()
    await late.goto(newLink.replace(/^https?:\/\/[^/]+/, url))
    await late.getByLabel('Your name').fill('Mona')
    await late.getByLabel('Password', { exact: true }).fill('a password of her own')
    // The next page takes its time; meanwhile nobody must ask about the link, which is over by now, and say so.
    const askedAgain: string[] = []
    await late.route(/\/assets\//, async (route) => {
      await sleep(500)
      await route.continue().catch(() => {})
    })
    late.on('request', (request) => {
      if (request.method() === 'GET' && request.url().includes('/api/v1/invitations/')) askedAgain.push(request.url())
    })
    await late.getByRole('button', { name: 'Join the team' }).click()
    await late.waitForURL(/\/conversations/)
    expect(askedAgain).toEqual([])
    await at.page.reload()
    await row(at, 'Mona').waitFor()
  }, 60_000)

  test('a role that Ada takes away is gone at Ben’s next click, and his page says so and shows it', async () => {
    await join(url, ada, 'Ben')
    const dana = await begin(url, botId, 'Hello')
    await asDana(url, dana).escalate({ email: 'dana@example.com' })
    const ben = await openDashboard(browser, url, signsIn('Ben'))
    await ben.open(`/conversations/${dana.id}`)
    const claim = ben.page.getByRole('button', { name: 'Claim', exact: true }).first()
    await claim.waitFor()

    const at = await adaAtDashboard()
    await at.open('/team')
    await at.page.getByLabel('Role of Ben').first().click()
    await at.page.getByRole('option', { name: 'Viewer' }).click()
    await at.page.locator('input[aria-label="Role of Ben"][value="Viewer"]').waitFor()

    if (await claim.isVisible()) await claim.click()
    await claim.waitFor({ state: 'hidden' })
    expect((await asDana(url, dana).read()).body.state).toBe('escalated')

    // What he gets is shown as well, without a click and without a refusal.
    await ben.page.clock.install()
    await ben.open('/team')
    const bots = ben.page.getByRole('link', { name: 'Bots', exact: true })
    await ben.page.getByRole('heading', { name: 'Members' }).waitFor()
    expect(await bots.count()).toBe(0)
    await at.page.getByLabel('Role of Ben').first().click()
    await at.page.getByRole('option', { name: 'Editor' }).click()
    await at.page.locator('input[aria-label="Role of Ben"][value="Editor"]').waitFor()
    await ben.page.clock.fastForward(26_000)
    await bots.waitFor()
  }, 60_000)

  test('Chidi is removed while he holds: Ada is told what happens first, he is out, and Dana waits again', async () => {
    await join(url, ada, 'Chidi')
    const dana = await openCustomer(browser, url, botId)
    await dana.say('I would like to talk to a real person')
    await dana.sees('Leave your e-mail address below')
    await dana.leaveAddress('removed@example.com')
    const chidi = await openDashboard(browser, url, signsIn('Chidi'))
    await chidi.page.getByText('removed@example.com').first().click()
    await chidi.page.getByRole('button', { name: 'Claim', exact: true }).first().click()
    await dana.sees('Chidi joined the conversation')

    const at = await adaAtDashboard()
    await at.open('/team')
    await at.page.getByRole('button', { name: 'Actions for Chidi' }).click()
    await at.page.getByRole('menuitem', { name: 'Remove from the team' }).click()
    await at.sees('The conversation that Chidi holds returns to the queue')
    await at.page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
    await row(at, 'Chidi').waitFor({ state: 'detached' })
    await chidi.page.waitForURL(/\/sign-in/)
    await at.open('/conversations?state=escalated')
    await at.sees('removed@example.com')
  }, 60_000)

  test('Eve switches two-factor on, and then signs in with a code, and once with a backup code', async () => {
    await join(url, ada, 'Eve', 'editor')
    // Her new cookie comes later than the news that the session of the old one has ended.
    const slow = await slowAnswers(url, /^POST .*\/two-factor\/confirm$/, 600)
    const eve = await openDashboard(browser, slow.url, signsIn('Eve'))
    const otherTab = await eve.context.newPage()
    await otherTab.goto(`${slow.url}/team`)
    await otherTab.getByRole('heading', { name: 'Members' }).waitFor()
    await eve.open('/account')
    await eve.click('Set up')
    await eve.page.getByLabel('Your password').fill(signsIn('Eve').password)
    await eve.click('Next')
    const secret = (await eve.page.getByLabel('Or type this key').inputValue()).replaceAll(' ', '')
    const uri = `otpauth://totp/Baton?secret=${secret}`
    await eve.page.getByLabel('Six-digit code').fill('000000')
    await eve.click('Switch on')
    await eve.sees('This code is not right')
    await eve.page.getByLabel('Six-digit code').fill(codeOf(uri))
    await eve.click('Switch on')
    const codes = eve.page.locator('.backup-codes__list li')
    await codes.first().waitFor()
    const [backup = ''] = await codes.allInnerTexts()
    expect(await codes.count()).toBe(10)
    await eve.click('I have kept them')
    await eve.sees('10 backup codes are left.')
    expect(new URL(otherTab.url()).pathname).toBe('/team')

    for (const [label, code] of [
      // The next one: each works once.
      ['Six-digit code', codeOf(uri, Date.now() + 30_000)],
      ['Backup code', backup],
    ] as const) {
      const { page } = await openPage(browser)
      await page.goto(`${url}/account`)
      await page.getByLabel('E-mail').fill(signsIn('Eve').email)
      await page.getByLabel('Password', { exact: true }).fill(signsIn('Eve').password)
      await page.getByRole('button', { name: 'Sign in' }).click()
      if (label === 'Backup code') await page.getByRole('button', { name: 'Use a backup code instead' }).click()
      await page.getByLabel(label).fill(code)
      await page.getByRole('button', { name: 'Sign in' }).click()
      await page.waitForURL(/\/account/)
      await page.getByText(label === 'Backup code' ? '9 backup codes are left.' : '10 backup codes are left.').waitFor()
    }

    // She loses both: Ada resets it, and Eve is asked for nothing but her password.
    const at = await openDashboard(browser, url, ownerOfServer)
    await at.open('/team')
    await at.page.getByRole('button', { name: 'Actions for Eve' }).click()
    await at.page.getByRole('menuitem', { name: 'Reset two-factor' }).click()
    await at.page.getByRole('dialog').getByRole('button', { name: 'Reset two-factor' }).click()
    await at.page.getByRole('dialog').waitFor({ state: 'detached' })
    await eve.page.waitForURL(/\/sign-in/)
    const again = await openDashboard(browser, url, signsIn('Eve'))
    await again.open('/account')
    await again.sees('your password alone signs you in')
    slow.close()
  }, 60_000)

  test('Vic signs another browser of his out, and it shows the sign-in page by itself', async () => {
    await join(url, ada, 'Vic', 'viewer')
    const here = await openDashboard(browser, url, signsIn('Vic'))
    const there = await openDashboard(browser, url, signsIn('Vic'))
    await here.open('/account')
    await here.sees('This browser')
    await here.page.getByRole('button', { name: 'Sign out all other browsers' }).click()
    await there.page.waitForURL(/\/sign-in/)
    await here.page.getByRole('button', { name: 'Sign out all other browsers' }).waitFor({ state: 'detached' })
    await here.sees('This browser')
  }, 60_000)

  test('signing out asks first where changes are unsaved, says when it did not work, and then ends the session', async () => {
    const at = await adaAtDashboard()
    const { page } = at
    const signOut = async () => {
      await page.getByRole('button', { name: 'Ada', exact: true }).click()
      await page.getByRole('menuitem', { name: 'Sign out' }).click()
    }
    await at.open(`/bots/${botId}/settings`)
    const instructions = page.getByRole('textbox', { name: 'Instructions' })
    await instructions.fill('Not saved yet.')
    await signOut()
    await at.click('Stay here')
    expect((await at.context.request.get(`${url}/api/v1/me`)).status()).toBe(200)
    expect(await instructions.inputValue()).toBe('Not saved yet.')

    await page.route('**/api/auth/sign-out', (route) => route.abort())
    await signOut()
    await at.click('Leave without saving')
    await at.sees('You are still signed in')
    await page.unroute('**/api/auth/sign-out')
    await at.click('Try again')
    await page.getByLabel('E-mail').waitFor()
    expect((await at.context.request.get(`${url}/api/v1/me`)).status()).toBe(401)
  }, 60_000)

  test('a picture that Mona chooses is what her customer sees when she joins', async () => {
    const mona = await openDashboard(browser, url, { email: 'mona@example.com', password: 'a password of her own' })
    await mona.open('/account')
    const [chooser] = await Promise.all([mona.page.waitForEvent('filechooser'), mona.click('Add a picture')])
    await chooser.setFiles({ name: 'me.gif', mimeType: 'image/gif', buffer: gif })
    await mona.page.getByRole('button', { name: 'Change picture' }).waitFor()
    await mona.page.locator('.picture-field img[src^="/avatars/"]').waitFor()

    const dana = await openCustomer(browser, url, botId)
    await dana.say('Is there a real person?')
    await dana.sees('Leave your e-mail address below')
    await dana.leaveAddress('picture@example.com')
    await mona.open('/conversations?state=escalated')
    await mona.page.getByText('picture@example.com').first().click()
    await mona.page.getByRole('button', { name: 'Claim', exact: true }).first().click()
    await dana.sees('Mona joined the conversation')
    await dana.page.locator('img[src^="/avatars/"]').first().waitFor({ state: 'attached' })
  }, 60_000)
})

const gif = Buffer.from('R0lGODlhAQABAIAAAAUEBAAAACwAAAAAAQABAAACAkQBADs=', 'base64')
