import type { Browser, BrowserContext, Frame, Request } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { browserPath, openBrowser, phone } from '../support/browser.ts'
import { type HostSite, hostPage, loaderTag, startHostSite } from '../support/host-pages.ts'
import { adaOn, demoBot } from '../support/server-team.ts'
import { type Servers, startServers } from '../support/servers.ts'

/** Everything that is loaded until a customer can type, in bytes, headers included, as the browser counts it on the wire. */
const MOST = 31 * 1024
/** The direct page has no launcher to pay for. */
const MOST_OF_PAGE = 22_000
/** With all that comes by itself after that. */
const MOST_IN_ALL = 56_000

type Loaded = { path: string; bytes: number }

/** Notes when there is a field to type in, by the clock that the frame's own list of requests has, and whatever moves. */
const noteField = `
  const look = () => { if (document.querySelector('textarea')) globalThis.canType ??= performance.now() }
  new MutationObserver(look).observe(document, { childList: true, subtree: true })
  globalThis.shifts = []
  const moved = ({ sources }) => sources.map(({ node }) => node?.className ?? node?.nodeName).join()
  new PerformanceObserver((list) => shifts.push(...list.getEntries().map(moved))).observe({ type: 'layout-shift', buffered: true })`

describe.skipIf(browserPath === null)('the weight of the chat', () => {
  let servers: Servers
  let browser: Browser
  let botId: string
  let site: HostSite

  beforeAll(async () => {
    servers = await startServers('sqlite')
    const ada = await adaOn(servers.first.url)
    botId = (await demoBot(ada)).id
    const html = hostPage(`<h1>Shop</h1>${loaderTag(servers.first.url, botId)}`)
    site = await startHostSite({ '/en': { html }, '/ru': { html: html.replace('lang="en"', 'lang="ru"') } })
    await ada.patch(`/api/v1/bots/${botId}/web-channel`, { allowedSites: [site.origin] })
    browser = await openBrowser()
  }, 60_000)
  afterAll(async () => {
    await browser.close()
    await site.close()
    await servers.close()
  })

  /** With an empty cache, and without Brotli, which most browsers take: the promise is one of gzip. */
  const visitor = (locale: string) =>
    browser.newContext({ viewport: phone, locale, extraHTTPHeaders: { 'accept-encoding': 'gzip' } })

  const sum = (files: readonly Loaded[]) => files.reduce((total, { bytes }) => total + bytes, 0)
  const story = (files: readonly Loaded[]) => files.map(({ path, bytes }) => `${bytes} ${path}`).join('\n')

  /** What was asked for until there was a field to type in, and in all. */
  async function weigh(context: BrowserContext, requests: readonly Request[], chat: Frame) {
    const later = await chat.evaluate<string[]>(
      `performance.getEntriesByType('resource').filter((one) => one.startTime > canType).map((one) => one.name)`,
    )
    const loaded = async (one: Request): Promise<Loaded> => {
      const { responseBodySize, responseHeadersSize } = await one.sizes()
      return { path: new URL(one.url()).pathname, bytes: responseBodySize + responseHeadersSize }
    }
    const asked = requests.filter((one) => one.url().startsWith(servers.first.url))
    const all = await Promise.all(asked.map(loaded))
    const untilTyping = await Promise.all(asked.filter((one) => !later.includes(one.url())).map(loaded))
    const origins = new Set(
      requests.filter((one) => !one.url().startsWith('data:')).map((one) => new URL(one.url()).origin),
    )
    const kept = await chat.evaluate('[document.cookie, sessionStorage.length].join()')
    // What comes later takes the place that was kept for it.
    expect(await chat.evaluate('shifts')).toEqual([])
    await context.close()
    return { untilTyping, all, origins: [...origins].sort(), kept }
  }

  async function open(locale: string, path: string) {
    const context = await visitor(locale)
    await context.addInitScript(noteField)
    const page = await context.newPage()
    const requests: Request[] = []
    page.on('requestfinished', (request) => requests.push(request))
    await page.goto(path)
    return { context, page, requests }
  }

  test.each(['en-GB', 'ru-RU', 'ar'])(
    `the page in %s is at most ${MOST_OF_PAGE} bytes until a customer can type`,
    async (locale) => {
      const { context, page, requests } = await open(locale, `${servers.first.url}/b/${botId}`)
      await page.locator('.menu').waitFor()
      await page.waitForLoadState('networkidle')
      const { untilTyping, all, origins, kept } = await weigh(context, requests, page.mainFrame())
      expect(untilTyping.map(({ path }) => path)).toContain(`/api/channel/v1/bots/${botId}`)
      expect(sum(untilTyping), story(untilTyping)).toBeLessThanOrEqual(MOST_OF_PAGE)
      expect(sum(all), story(all)).toBeLessThanOrEqual(MOST_IN_ALL)
      expect(origins).toEqual([new URL(servers.first.url).origin])
      expect(kept).toBe(',0')
    },
  )

  test.each(['en', 'ru'])(
    `the widget in %s is at most ${MOST} bytes, from the first of its script until a customer can type`,
    async (locale) => {
      const { context, page, requests } = await open(locale, `${site.origin}/${locale}`)
      await page.getByRole('button', { name: 'Robo' }).click()
      await page.frameLocator('iframe').locator('.menu').waitFor()
      await page.waitForLoadState('networkidle')
      const chat = page.frames().find((frame) => frame.url().endsWith('/embed'))
      if (!chat) throw new Error('there is no frame')
      const { untilTyping, all, origins, kept } = await weigh(context, requests, chat)
      const paths = untilTyping.map(({ path }) => path)
      expect(paths).toEqual(expect.arrayContaining(['/widget.js', '/widget-chat.js', `/b/${botId}/embed`]))
      expect(paths.filter((path) => path === `/api/channel/v1/bots/${botId}`)).toHaveLength(2)
      console.info(`${locale}, until a customer can type: ${sum(untilTyping)} bytes; in all ${sum(all)}`)
      expect(sum(untilTyping), story(untilTyping)).toBeLessThanOrEqual(MOST)
      expect(sum(all), story(all)).toBeLessThanOrEqual(MOST_IN_ALL)
      expect(origins).toEqual([new URL(servers.first.url).origin, site.origin].sort())
      expect(kept).toBe(',0')
    },
  )
})
