import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { browserPath, phone } from '../support/browser.ts'
import { hostPage, loaderTag } from '../support/host-pages.ts'
import { call, composer, type EmbedScene, embedScene, launcher } from './embed-scene.ts'

/** The most that a closed launcher may weigh, both answers together and gzipped, in bytes. */
const CLOSED_BUDGET = 4096
const words = '<h1>Shop</h1><p id="words">Words of the shop.</p><button id="ask">Ask</button>'

/** The least that a page must allow; docs/embedding.md names the same. */
const strict = (home: string) => `default-src 'none'; script-src ${home}; connect-src ${home}; frame-src ${home}`

const hostile = `<style>
* { all: unset !important; pointer-events: none !important; visibility: hidden !important; opacity: 0.01 !important }
html { font-size: 40px !important; direction: rtl !important; filter: blur(9px) }
html > *, div, button, iframe { display: none !important; position: static !important; transform: scale(3) !important }
</style>`
const huge = `<style>body { transform: translateX(100px) scale(.5); overflow: hidden } #over { position: fixed; inset: 0; z-index: 2147483647; background: tomato }</style>`

const pages = (home: string, bot: string) => ({
  '/plain': { html: hostPage(words + loaderTag(home, bot)) },
  '/strict': { html: hostPage(words + loaderTag(home, bot)), headers: { 'content-security-policy': strict(home) } },
  '/isolated': {
    html: hostPage(words + loaderTag(home, bot)),
    headers: { 'cross-origin-embedder-policy': 'require-corp', 'cross-origin-opener-policy': 'same-origin' },
  },
  '/hostile': { html: hostPage(words + loaderTag(home, bot), hostile) },
  '/huge': { html: hostPage(`${words}<div id="over"></div>${loaderTag(home, bot)}`, huge) },
  '/twice': { html: hostPage(words + loaderTag(home, bot) + loaderTag(home, bot)) },
  '/arabic': { html: hostPage(words + loaderTag(home, bot)).replace('lang="en"', 'lang="ar" dir="rtl"') },
  '/boxed': { html: hostPage('<iframe id="box" sandbox="allow-scripts allow-popups" src="/plain"></iframe>') },
  '/boxed-chat': {
    html: hostPage(`<iframe title="Robo" sandbox="allow-scripts allow-popups" src="${home}/b/${bot}/embed"></iframe>`),
  },
  '/frame': { html: hostPage(`<iframe title="Robo" src="${home}/b/${bot}/embed" width="500" height="600"></iframe>`) },
})

describe.skipIf(browserPath === null)('the widget on pages of others', () => {
  let scene: EmbedScene
  beforeAll(async () => {
    scene = await embedScene(pages)
  }, 60_000)
  afterEach(async () => {
    for (const context of scene.browser.contexts()) await context.close()
  })
  afterAll(() => scene.end())

  test('closed it is two requests of at most 4 KB, moves nothing, stores nothing, and asks nobody else', async () => {
    const context = await scene.browser.newContext()
    const page = await context.newPage()
    const network = await context.newCDPSession(page)
    await network.send('Network.enable')
    const sizes = new Map<string, number>()
    // What has come by then are the headers; the rest is the body, as it went over the wire.
    network.on('Network.responseReceived', ({ requestId, response }) => {
      sizes.set(requestId, -response.encodedDataLength)
    })
    network.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      sizes.set(requestId, (sizes.get(requestId) ?? 0) + encodedDataLength)
    })
    const asked = new Map<string, string>()
    network.on('Network.requestWillBeSent', ({ requestId, request }) => asked.set(requestId, request.url))
    await page.addInitScript(
      'new PerformanceObserver((list) => { window.shifts = list.getEntries().length }).observe({ type: "layout-shift", buffered: true })',
    )
    await page.goto(`${scene.site.origin}/plain`)
    await launcher(page).waitFor()
    await page.waitForTimeout(700)
    const widget = [...asked].filter(([, url]) => !url.startsWith(scene.site.origin) && !url.startsWith('data:'))
    expect(widget.map(([, url]) => url)).toEqual([
      `${scene.home}/widget.js`,
      `${scene.home}/api/channel/v1/bots/${scene.botId}`,
    ])
    const weight = widget.reduce((sum, [id]) => sum + (sizes.get(id) ?? Number.NaN), 0)
    console.info(`closed launcher: ${weight} bytes`)
    expect(weight).toBeGreaterThan(2000)
    expect(weight).toBeLessThanOrEqual(CLOSED_BUDGET)
    const left = await page.evaluate<number[]>('[localStorage.length, sessionStorage.length, document.cookie.length]')
    expect([...left, (await context.cookies()).length]).toEqual([0, 0, 0, 0])
    expect(await page.evaluate('window.shifts ?? 0')).toBe(0)
  })

  test.each(['/plain', '/strict', '/isolated', '/twice'])(
    'on %s it opens, talks and closes without a complaint',
    async (path) => {
      const { page, chat, errors } = await scene.visit(path)
      await launcher(page).click()
      await composer(chat).fill('What is human takeover?')
      await page.keyboard.press('Enter')
      await chat
        .getByText(/step into a live conversation/)
        .first()
        .waitFor()
      await page.keyboard.press('Escape')
      await launcher(page).waitFor()
      expect(await page.locator('iframe').count()).toBe(1)
      expect(errors).toEqual([])
    },
  )

  test.each(['/hostile', '/huge', '/arabic'])('on %s it looks as anywhere and lies above all', async (path) => {
    const { page, chat } = await scene.visit(path)
    const box = await launcher(page).boundingBox()
    expect(box).toEqual({ x: 1440 - 76, y: 900 - 76, width: 56, height: 56 })
    await page.mouse.click((box?.x ?? 0) + 28, (box?.y ?? 0) + 28)
    await chat.locator('textarea').waitFor()
    const panel = await page.getByRole('dialog', { name: 'Robo' }).boundingBox()
    expect(panel).toEqual({ x: 1440 - 420, y: 900 - 88 - 680, width: 400, height: 680 })
    const top = await page.evaluate('document.elementFromPoint(1200, 500)?.shadowRoot !== null')
    expect(top).toBe(true)
    await page.keyboard.type('Anybody there')
    expect(await chat.locator('textarea').inputValue()).toBe('Anybody there')
  })

  test('it speaks the page’s language, and from right to left', async () => {
    const { page, chat } = await scene.visit('/arabic')
    await launcher(page).click()
    await chat.locator('textarea').waitFor()
    expect(await chat.locator('html').getAttribute('dir')).toBe('rtl')
    expect(await chat.locator('html').getAttribute('lang')).toBe('ar')
  })

  test('the keyboard opens it, talks and closes it, and the focus comes back to where it was', async () => {
    const { page, chat } = await scene.visit('/plain')
    await launcher(page).waitFor()
    await page.locator('#ask').focus()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await composer(chat).waitFor()
    await page.waitForFunction(`document.activeElement?.shadowRoot?.activeElement?.tagName === 'IFRAME'`)
    await page.keyboard.type('Hello')
    await page.keyboard.press('Enter')
    await chat.getByRole('log').getByText('Hello', { exact: true }).waitFor()
    await page.keyboard.press('Escape')
    await page.waitForFunction(`document.activeElement?.shadowRoot?.activeElement?.tagName === 'BUTTON'`)
    await page.locator('#ask').focus()
    await call(page, ['show'])
    await page.waitForFunction('document.activeElement?.shadowRoot !== null')
    await page.keyboard.press('Escape')
    await page.waitForFunction(`document.activeElement?.id === 'ask'`)
  })

  test('a single-page app may replace everything on its page', async () => {
    const { page, chat } = await scene.visit('/plain')
    await launcher(page).click()
    await composer(chat).fill('Half a senten')
    await page.evaluate(`{
      history.pushState({}, '', '/another')
      document.body.replaceChildren('Another page')
    }`)
    expect(await composer(chat).inputValue()).toBe('Half a senten')
    await page.evaluate(`{
      const body = document.createElement('body')
      body.append('Everything new')
      document.documentElement.replaceChildren(document.createElement('head'), body)
    }`)
    await composer(chat).waitFor()
    expect(await composer(chat).inputValue()).toBe('Half a senten')
  })

  test('on a phone it is the whole screen, with a way back in it', async () => {
    const { page, chat } = await scene.visit('/plain', { screen: phone })
    await launcher(page).click()
    await composer(chat).waitFor()
    expect(await page.getByRole('dialog').boundingBox()).toEqual({ x: 0, y: 0, ...phone })
    await chat.getByRole('button', { name: 'Close the chat' }).click()
    await launcher(page).waitFor()
    expect(await composer(chat).isVisible()).toBe(false)
  })

  test('a conversation goes on over the pages of a site, open or closed', async () => {
    const first = await scene.visit('/plain')
    await launcher(first.page).click()
    await composer(first.chat).fill('Remember me')
    await first.page.keyboard.press('Enter')
    await first.chat.getByText('Remember me').first().waitFor()
    await first.page.goto(`${scene.site.origin}/strict`)
    await first.chat.getByText('Remember me').first().waitFor()
    await first.page.keyboard.press('Escape')
    const other = await scene.visit('/plain', { context: first.context })
    await launcher(other.page).click()
    await other.chat.getByText('Remember me').first().waitFor()
  })

  test('a plain frame is a chat without a close button; a sandboxed one shows the way to the direct page', async () => {
    const plain = await scene.visit('/frame')
    await composer(plain.chat).waitFor()
    expect(await plain.chat.getByRole('button', { name: 'Close the chat' }).count()).toBe(0)
    const boxed = await scene.visit('/boxed-chat')
    const link = boxed.chat.getByRole('link')
    expect(await link.getAttribute('href')).toBe(`/b/${scene.botId}`)
    const page = await scene.visit('/boxed')
    const inBox = page.page.frameLocator('#box').getByRole('link', { name: 'Chat' })
    expect(await inBox.getAttribute('href')).toBe(`${scene.home}/b/${scene.botId}`)
  })

  test('on a site that is not allowed there is no chat, by whatever way', async () => {
    await scene.settings({ allowedSites: ['https://elsewhere.example'] })
    try {
      const { page, errors } = await scene.visit('/plain')
      await page.waitForTimeout(800)
      expect(await launcher(page).count()).toBe(0)
      expect(errors.join(' ')).toMatch(/is not among the sites/)
      const framed = await scene.visit('/frame')
      await framed.page.waitForTimeout(500)
      expect(await composer(framed.chat).count()).toBe(0)
      expect(framed.errors.join(' ')).toMatch(/frame-ancestors/)
      const demo = await scene.visit(`${scene.home}/demo/${scene.botId}`)
      await launcher(demo.page).click()
      await composer(demo.chat).waitFor()
      expect(demo.errors).toEqual([])
    } finally {
      await scene.settings({ allowedSites: [scene.site.origin] })
    }
  })
})
