import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { browserPath, openPage } from '../support/browser.ts'
import { before, type ChatStage, composer, openChatStage } from './chat-stage.ts'
import { asCustomer, noErrors, times } from './people.ts'

/** How many messages the long conversation has; the full count is run by hand. */
const LONG = Number(process.env.CHAT_HISTORY ?? 260)

/** A tab that nobody looks at, which counts how often it rings. */
const unwatchedAndCounting = `
  Object.defineProperty(Document.prototype, 'visibilityState', { get: () => 'hidden' })
  globalThis.rang = 0
  const start = OscillatorNode.prototype.start
  OscillatorNode.prototype.start = function (...args) { globalThis.rang += 1; return start.apply(this, args) }`

describe.skipIf(browserPath === null)('no word is lost', () => {
  let stage: ChatStage
  beforeAll(async () => {
    stage = await openChatStage()
  }, 90_000)
  afterEach(async () => {
    for (const context of stage.browser.contexts()) await context.close()
  })
  afterAll(() => stage.close())

  test('what is written without a network is kept, also by a reload, and sent once', async () => {
    const dana = await stage.dana()
    const { page, context } = dana
    await dana.say('Before the tunnel')
    await dana.sees(/Before the tunnel/)
    await page.locator('.by-bot').nth(1).waitFor()
    await context.setOffline(true)
    await dana.sees(/You are offline/)
    await dana.say('In the tunnel')
    await dana.say('Still in the tunnel')
    await dana.sees('Waiting to be sent')
    await composer(page).fill('Half a sent')
    await context.setOffline(false)
    await page.locator('.arrived').last().waitFor()
    await page.reload()
    await dana.sees('In the tunnel')
    expect(await composer(page).inputValue()).toBe('Half a sent')
    const id = await stage.conversationOf('Before the tunnel')
    const said = async () =>
      (await stage.ada.events(id)).flatMap((event) =>
        event.type === 'message.sent' && event.actor.kind === 'customer' ? [event.data.text] : [],
      )
    // The reload may well have come before the last of them was on its way.
    await expect.poll(said).toContain('Still in the tunnel')
    expect(await said()).toEqual(['Before the tunnel', 'In the tunnel', 'Still in the tunnel'])
  })

  test('what is written before the rest of the page is here is shown, kept and sent once', async () => {
    const { page } = await openPage(stage.browser)
    const held = Promise.withResolvers<void>()
    let asked = 0
    await page.route('**/take-over-*.js', async (route) => {
      asked += 1
      if (asked === 1) return route.abort()
      await held.promise
      return route.continue()
    })
    await page.goto(`${stage.url}/b/${stage.botId}`)
    const dana = asCustomer({ page, context: page.context(), errors: [] })
    await dana.say('Typed before the rest came')
    await dana.sees('Typed before the rest came')
    await dana.sees('Waiting to be sent')
    await dana.sees(/Reconnecting/)
    await page.keyboard.type('Half a sent')
    await page.evaluate(`globalThis.field = document.activeElement`)
    held.resolve()
    await page.locator('.arrived').waitFor()
    await page.keyboard.type('ence')
    expect(await composer(page).inputValue()).toBe('Half a sentence')
    expect(await page.evaluate(`field === document.activeElement && field.localName`)).toBe('textarea')
    const id = await stage.conversationOf('Typed before the rest came')
    const said = (await stage.ada.events(id)).filter(
      (event) => event.type === 'message.sent' && event.actor.kind === 'customer',
    )
    expect(said).toHaveLength(1)
  })

  test('what is written while the history is on its way is shown at once, and once', async () => {
    const dana = await stage.dana()
    const { page } = dana
    await dana.say('Long ago')
    await page.locator('.by-bot .bubble').nth(1).waitFor()
    const held = Promise.withResolvers<void>()
    for (const late of ['**/take-over-*.js', '**/events?before=*']) {
      await page.route(late, async (route) => {
        await held.promise
        return route.continue()
      })
    }
    await page.reload()
    await dana.say('Before everything')
    await page.locator('.by-customer .bubble', { hasText: 'Before everything' }).waitFor()
    expect(await page.locator('.by-customer').count()).toBe(1)
    await page.unroute('**/take-over-*.js')
    held.resolve()
    await dana.sees('Long ago')
    expect(await page.locator('.by-customer .bubble').allInnerTexts()).toEqual(['Long ago', 'Before everything'])
    noErrors(dana)
  })

  test('a message that was never sent survives closing the browser’s tab', async () => {
    const dana = await stage.dana()
    const { page, context } = dana
    await dana.say('A first word')
    await page.locator('.by-bot').nth(1).waitFor()
    // The page stands, but nothing that it sends arrives.
    await context.route('**/messages', (route) => route.abort())
    await dana.say('A second word')
    await dana.sees('Waiting to be sent')
    await page.close()
    await context.unroute('**/messages')
    const again = await context.newPage()
    await again.goto(`${stage.url}/b/${stage.botId}`)
    await again.getByText('A second word').waitFor()
    await again.locator('.arrived').last().waitFor()
    const id = await stage.conversationOf('A first word')
    expect(times(JSON.stringify(await stage.ada.events(id)), '"A second word"')).toBe(1)
  })

  test('where WebSocket is blocked, the agent’s words come all the same', async () => {
    const seen = await openPage(stage.browser)
    await seen.page.routeWebSocket(/\/realtime/, (socket) => socket.close())
    await seen.page.goto(`${stage.url}/b/${stage.botId}`)
    const dana = asCustomer(seen)
    await dana.say('Behind a strict proxy')
    await dana.sees(/Behind a strict proxy/)
    const id = await stage.conversationOf('Behind a strict proxy')
    await stage.ben.act(id, 'take-over')
    await stage.ben.say(id, 'Hello through the proxy')
    await dana.sees('Hello through the proxy')
    await dana.sees('Ben joined the conversation')
  })

  test('where storage is blocked, the visit goes on as usual', async () => {
    const seen = await openPage(stage.browser)
    await before(
      seen.context,
      `for (const name of ['localStorage', 'sessionStorage'])
         Object.defineProperty(window, name, { get: () => { throw new DOMException('blocked', 'SecurityError') } })`,
    )
    await seen.page.goto(`${stage.url}/b/${stage.botId}`)
    const dana = asCustomer(seen)
    await dana.say('Private, please')
    await seen.page.locator('.by-bot').nth(1).waitFor()
    await dana.say('And once more')
    await seen.page.locator('.by-bot').nth(2).waitFor()
    expect(await seen.page.locator('.by-customer').count()).toBe(2)
    noErrors(dana)
  })

  test('two tabs agree, and of two that nobody looks at one rings', async () => {
    const dana = await stage.dana()
    await dana.say('One of two tabs')
    await dana.page.locator('.by-bot').nth(1).waitFor()
    const id = await stage.conversationOf('One of two tabs')
    await before(dana.context, unwatchedAndCounting)
    const tabs = [dana.page, await dana.context.newPage()]
    for (const tab of tabs) {
      await tab.goto(`${stage.url}/b/${stage.botId}`)
      await tab.getByText('One of two tabs').waitFor()
      await tab.mouse.click(300, 300)
    }
    await stage.ben.act(id, 'take-over')
    await tabs[0]?.waitForTimeout(1_500)
    const rungBefore = await rung(tabs)
    await stage.ben.say(id, 'Do you hear the bell?')
    for (const tab of tabs) await tab.getByText('Do you hear the bell?', { exact: true }).waitFor()
    await tabs[0]?.waitForTimeout(1_000)
    // One ring is two notes.
    expect((await rung(tabs)) - rungBefore).toBe(2)
    await tabs[1]?.locator('#composer').fill('From the second tab')
    await tabs[1]?.keyboard.press('Enter')
    await tabs[0]?.getByText('From the second tab', { exact: true }).waitFor()
    expect(await tabs[0]?.title()).toMatch(/^\([12]\) Ben$/)
  })

  test(`a conversation of ${LONG} messages opens at once and scrolls back to its beginning`, async () => {
    const dana = await stage.dana()
    await dana.say('The very first word')
    await dana.page.locator('.by-bot').nth(1).waitFor()
    const id = await stage.conversationOf('The very first word')
    await stage.ben.act(id, 'take-over')
    for (let sent = 0; sent < LONG; sent += 1) await stage.ben.say(id, `Message number ${sent}`)
    const { page } = dana
    // Slower than anybody scrolls, so that the top is reached before more of it is there.
    await page.route('**/events?before=*', async (route) => {
      await new Promise((slow) => setTimeout(slow, 400))
      await route.continue()
    })
    const began = Date.now()
    await page.reload()
    await page.getByText(`Message number ${LONG - 1}`, { exact: true }).waitFor()
    expect(Date.now() - began).toBeLessThan(5_000)
    expect(await page.locator('[data-row]').count()).toBeLessThanOrEqual(200)
    const frames = await scrollToTop(page)
    expect(await page.getByText('The very first word').count()).toBe(1)
    expect(await page.locator('[data-row]').count()).toBeLessThanOrEqual(200)
    expect(frames.jumps).toEqual([])
    await page.getByRole('button', { name: 'To the newest message' }).click()
    await page.getByText(`Message number ${LONG - 1}`, { exact: true }).waitFor()
  }, 600_000)
})

type Tabs = { evaluate: <Value>(script: string) => Promise<Value> }[]
const rung = async (tabs: Tabs) => {
  const counts = await Promise.all(tabs.map((tab) => tab.evaluate<number>('globalThis.rang')))
  return counts.reduce((sum, count) => sum + count, 0)
}

/**
 * Scrolls up screen by screen until the beginning is there. `jumps` names every row that did not stay where it was when
 * more was drawn above it; by its foot, for the name above the topmost goes when its run turns out to begin further up.
 */
function scrollToTop(page: { evaluate: <Value>(script: string) => Promise<Value> }) {
  return page.evaluate<{ steps: number; jumps: string[] }>(`(async () => {
    const box = document.querySelector('.chat')
    const rest = () => new Promise((done) => setTimeout(done, 30))
    const jumps = []
    let steps = 0
    let still = 0
    while (still < 40 && steps < 20000) {
      steps += 1
      const rows = [...document.querySelectorAll('[data-row]')]
      const edge = box.getBoundingClientRect().top
      const row = rows.find((one) => one.getBoundingClientRect().top > edge + 80)
      const key = row?.dataset.row
      const bottom = row?.getBoundingClientRect().bottom ?? 0
      const from = box.scrollTop
      box.scrollTop -= Math.min(400, box.scrollTop)
      const moved = from - box.scrollTop
      await rest()
      const after = key && document.querySelector('[data-row="' + CSS.escape(key) + '"]')
      if (after && Math.abs(after.getBoundingClientRect().bottom - bottom - moved) > 2) jumps.push(key + ' ' + (after.getBoundingClientRect().bottom - bottom - moved))
      still = moved === 0 ? still + 1 : 0
    }
    return { steps, jumps }
  })()`)
}
