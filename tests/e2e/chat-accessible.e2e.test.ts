import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { browserPath, openPage } from '../support/browser.ts'
import { type FakeProvider, startFakeProvider } from '../support/fake-provider.ts'
import { type ChatStage, composer, openChatStage } from './chat-stage.ts'
import { noErrors } from './people.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** Everything that people may have set: day and night, zoom of 200 and 400 %, forced colours. */
const views = [
  { name: 'light', colorScheme: 'light', size: { width: 1280, height: 900 } },
  { name: 'dark', colorScheme: 'dark', size: { width: 390, height: 844 } },
  { name: '200 %', colorScheme: 'light', size: { width: 640, height: 450 } },
  { name: '400 %', colorScheme: 'dark', size: { width: 320, height: 225 } },
  { name: 'forced colours', colorScheme: 'dark', size: { width: 390, height: 844 }, forcedColors: 'active' },
] as const

/** Asserts for every view that axe finds nothing, and that nothing has to be scrolled sideways. */
async function accessible(page: Page, state: string): Promise<void> {
  await page.evaluate(axe)
  for (const { name, size, colorScheme, ...forced } of views) {
    await page.setViewportSize(size)
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce', forcedColors: 'none', ...forced })
    // A small window scrolls, and what its edge cuts in half is no target that is too small.
    const rules = { 'target-size': { enabled: size.height > 500 } }
    const options = JSON.stringify({ runOnly: tags, rules })
    const found = await page.evaluate<string[]>(`axe.run(${options}).then(({ violations }) =>
      violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html, failureSummary }) => html + ' ' + failureSummary).join(' ')))`)
    expect(found, `${state}, ${name}`).toEqual([])
    const sideways = await page.evaluate<number>(
      `Math.max(...[document.documentElement, ...document.querySelectorAll('.chat')].map((box) => box.scrollWidth - box.clientWidth))`,
    )
    expect(sideways, `${state}, ${name}`).toBeLessThanOrEqual(0)
  }
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none', reducedMotion: 'reduce' })
  await page.setViewportSize({ width: 390, height: 844 })
}

/** Collects every sentence that is put into a live region, once for each time. */
const listen = `
  globalThis.said = []
  new MutationObserver((changes) => {
    for (const { addedNodes, target } of changes) for (const node of addedNodes)
      if ((target.closest ? target : target.parentElement)?.closest('[aria-live=polite]')) globalThis.said.push(node.textContent)
  }).observe(document, { childList: true, subtree: true })`

describe.skipIf(browserPath === null)('the chat for everybody', () => {
  let stage: ChatStage
  let provider: FakeProvider
  beforeAll(async () => {
    provider = await startFakeProvider(() => [
      { say: 'Shall the team write to you?' },
      { call: 'collect_a_lead', args: '{"reason":"interested","summary":"Wants ten lamps."}' },
      { finish: 'tool_calls' },
    ])
    stage = await openChatStage({ ALLOW_PRIVATE_ADDRESSES: `127.0.0.1:${provider.port}` })
    await stage.ada.patch(`/api/v1/bots/${stage.botId}/web-channel`, {
      suggestedQuestions: ['What is human takeover?', 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerk?'],
    })
    await stage.ada.put(`/api/v1/bots/${stage.botId}/power-ups/collect_a_lead`, { enabled: true })
  }, 90_000)
  afterEach(async () => {
    for (const context of stage.browser.contexts()) await context.close()
  })
  afterAll(async () => {
    await stage.close()
    await provider.close()
  })

  test('axe finds nothing in any state, by day and night, zoomed and in forced colours', async () => {
    const dana = await stage.dana({ width: 390, height: 844 })
    const { page } = dana
    await dana.sees('What is human takeover?')
    await page.locator('.menu').waitFor()
    await accessible(page, 'empty')
    await page.getByRole('button', { name: 'More' }).click()
    await accessible(page, 'menu')
    await page.keyboard.press('Escape')
    await dana.say('I would like to talk to a human')
    await dana.sees('Leave your e-mail address below')
    await dana.leaveAddress('nobody')
    await dana.sees(/does not look like/)
    await accessible(page, 'form with a problem')
    await dana.leaveAddress('dana@example.com')
    await dana.sees(/in line/i)
    await accessible(page, 'waiting')
    const id = await stage.conversationOf('I would like to talk to a human')
    await stage.ben.claim(id)
    await stage.ben.say(
      id,
      '# Plan\n\n| Size | Price |\n|---|--:|\n| Small | 5 |\n\n> quoted\n\n- [guide](https://example.com)\n\n```\ncode\n```\n---\n`more` ~~less~~',
    )
    await dana.say('🎉')
    await dana.sees('Delivered')
    await accessible(page, 'with an agent')
    await page.getByRole('button', { name: 'More' }).click()
    await page.getByRole('button', { name: 'Earlier conversations' }).click()
    await dana.sees('Your conversations')
    await accessible(page, 'earlier conversations')
    await page.getByRole('button', { name: 'Back to the chat' }).click()
    await page.context().setOffline(true)
    await dana.sees(/You are offline/)
    await dana.say('Not on its way')
    await dana.sees('Waiting to be sent')
    await accessible(page, 'offline')
    // The browser believes in its network again, and nothing answers yet.
    await page.evaluate(`dispatchEvent(new Event('online'))`)
    await dana.sees(/Reconnecting/)
    await accessible(page, 'reconnecting')
    await page.context().setOffline(false)
    await stage.ben.handBack(id)
    await dana.sees('Ben left the conversation')
    await accessible(page, 'handed back')
    await page.goto(`${stage.url}/b/nobody`)
    await dana.sees('This chat is not available')
    await accessible(page, 'missing')
  }, 180_000)

  test('the whole way goes by keyboard, and focus is never lost', async () => {
    const dana = await stage.dana()
    const { page } = dana
    await page.locator('.menu').waitFor()
    await dana.sees('What is human takeover?')
    const focus = () =>
      page.evaluate<string>(
        `(document.activeElement.ariaLabel || document.activeElement.id || document.activeElement.textContent).trim()`,
      )
    await page.keyboard.press('Tab')
    expect(await focus()).toBe('Talk to a human')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    expect(await focus()).toBe('More')
    await page.keyboard.press('Escape')
    expect(await focus()).toBe('More')
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('Enter')
    await expect.poll(focus).toBe('email')
    await page.keyboard.type('dana@example.com')
    await page.keyboard.press('Enter')
    await dana.sees(/in line/i)
    await expect.poll(focus).toBe('composer')
    // Colours that people force take the shadow away that shows the focus here; an outline they draw.
    expect(await page.evaluate(`getComputedStyle(document.querySelector('.composer')).outlineStyle`)).toBe('solid')
    await page.keyboard.type('Hello from the keyboard')
    await page.keyboard.press('Enter')
    await dana.sees(/Hello from the keyboard/)
    expect(await focus()).toBe('composer')
    const id = await stage.conversationOf('Hello from the keyboard')
    await stage.ben.claim(id)
    await dana.sees('Ben joined the conversation')
    expect(await focus()).toBe('composer')
    await stage.ben.handBack(id)
    await dana.sees('Ben left the conversation')
    expect(await focus()).toBe('composer')
    noErrors(dana)
  }, 60_000)

  test('each message, each join and leave and each change of the queue is announced once', async () => {
    const dana = await stage.dana()
    const { page } = dana
    await page.evaluate(listen)
    await dana.say('Who can claim a conversation, please?')
    await page.locator('.by-bot .name time').first().waitFor()
    await dana.say('I want to talk to a human please')
    await dana.sees('Leave your e-mail address below')
    await dana.leaveAddress('dana@example.com')
    await dana.sees(/in line/i)
    const id = await stage.conversationOf('Who can claim a conversation, please?')
    await stage.ben.claim(id)
    await stage.ben.say(id, 'Once and only once')
    await dana.sees('Once and only once')
    await stage.ben.handBack(id)
    await dana.sees('Ben left the conversation')
    const said = await page.evaluate<string[]>('globalThis.said')
    const about = (words: string) => said.filter((sentence) => sentence.includes(words))
    for (const words of [
      'next in line',
      'The team has been told',
      'Ben joined',
      'Ben: Once and only once',
      'Ben left',
    ]) {
      expect(about(words), said.join('\n')).toHaveLength(1)
    }
    expect(about('Who can claim a conversation, please?')).toEqual([])
    const log = await stage.ada.events(id)
    const replies = log.filter((event) => event.type === 'message.sent' && event.actor.kind === 'bot')
    expect(replies.length).toBeGreaterThan(0)
    expect(said.filter((sentence) => sentence.startsWith('Robo: '))).toHaveLength(replies.length)
    expect(await page.getByRole('log').getAttribute('aria-live')).toBe('off')
  }, 60_000)

  test('a page in Arabic runs from right to left, and one that asks for German speaks German', async () => {
    const arabic = await stage.browser.newContext({ locale: 'ar', viewport: { width: 390, height: 844 } })
    const page = await arabic.newPage()
    await page.goto(`${stage.url}/b/${stage.botId}`)
    // The whole page, of which the field is only the first part.
    await page.locator('.menu').waitFor()
    expect(await page.evaluate('document.documentElement.dir + document.documentElement.lang')).toBe('rtlar')
    const [face, words] = [page.locator('.face').first(), page.locator('.bubble').first()]
    expect((await face.boundingBox())?.x ?? 0).toBeGreaterThan((await words.boundingBox())?.x ?? 0)
    await accessible(page, 'in Arabic')
    await stage.ada.patch(`/api/v1/bots/${stage.botId}/web-channel`, { locale: 'de' })
    const seen = await openPage(stage.browser)
    await seen.page.goto(`${stage.url}/b/${stage.botId}`)
    await composer(seen.page).waitFor()
    expect(await composer(seen.page).getAttribute('placeholder')).toBe('Nachricht schreiben')
    await stage.ada.patch(`/api/v1/bots/${stage.botId}/web-channel`, { locale: null })
  }, 60_000)

  test('a lead is offered, corrected and sent; then the bot is deleted: its customers still read, nobody writes', async () => {
    const model = { provider: 'openai-compatible', baseUrl: provider.baseUrl, name: 'echo', apiKey: 'none' }
    expect((await stage.ada.patch(`/api/v1/bots/${stage.botId}`, { model })).status).toBe(200)
    const dana = await stage.dana({ width: 390, height: 844 })
    const { page } = dana
    await dana.say('I would like to buy ten lamps')
    const form = page.getByRole('region', { name: 'Leave your details' })
    const send = form.getByRole('button', { name: 'Send to the team' })
    await form.getByLabel('Name (optional)').fill('Dana')
    await send.click()
    await dana.sees('Please type your e-mail address.')
    await form.getByLabel('E-mail address').fill('nobody')
    await send.click()
    await dana.sees(/does not look like/)
    expect(await form.getByLabel('Name (optional)').inputValue()).toBe('Dana')
    await accessible(page, 'lead with a problem')
    await form.getByLabel('E-mail address').fill('dana@example.com')
    await send.click()
    await dana.sees('The team has your details')
    expect(await form.count()).toBe(0)
    const id = await stage.conversationOf('I would like to buy ten lamps')
    const { body } = await stage.ada.get<{ lead: object }>(`/api/v1/conversations/${id}`)
    expect(body.lead).toMatchObject({ email: 'dana@example.com', name: 'Dana' })
    await stage.ada.patch(`/api/v1/bots/${stage.botId}/web-channel`, { allowedSites: ['https://shop.example'] })
    await stage.ada.remove(`/api/v1/bots/${stage.botId}?confirm=true`)
    await dana.sees('This bot is not available any more.')
    await accessible(page, 'closed')
    await page.reload()
    await dana.sees('The team has your details')
    await dana.sees('This bot is not available any more.')
    expect(await composer(page).count()).toBe(0)
    await page.getByRole('button', { name: 'More' }).click()
    expect(await page.locator('.menu-item').allInnerTexts()).toEqual([
      'Earlier conversations',
      'Sound for new messages',
    ])
    await accessible(page, 'deleted')
    const frame = await fetch(`${stage.url}/b/${stage.botId}/embed`)
    expect(frame.headers.get('content-security-policy')).toContain("frame-ancestors 'self' https://shop.example")
    await page.evaluate('localStorage.clear()')
    await page.reload()
    await dana.sees('This chat is not available')
    noErrors(dana, /4(04|22)/)
  }, 90_000)
})
