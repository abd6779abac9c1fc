import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { browserPath, openBrowser, phone } from '../support/browser.ts'
import { adaOn, demoBot } from '../support/server-team.ts'
import { type Servers, startServers } from '../support/servers.ts'

/** Everything that is loaded until a customer can type, headers included, as the browser counts it on the wire. */
const MOST = 31_000
/** The same with what is fetched when they begin to. */
const MOST_IN_ALL = 43_000

type Loaded = { url: string; bytes: number }

describe.skipIf(browserPath === null)('the weight of the chat', () => {
  let servers: Servers
  let browser: Browser
  let botId: string

  beforeAll(async () => {
    servers = await startServers('sqlite')
    botId = (await demoBot(await adaOn(servers.first.url))).id
    browser = await openBrowser()
  }, 60_000)
  afterAll(async () => {
    await browser.close()
    await servers.close()
  })

  /** Opens the page with an empty cache: what comes by itself, and what comes in all once the customer writes. */
  async function weigh(path: string, locale: string) {
    const context = await browser.newContext({ viewport: phone, locale })
    const page = await context.newPage()
    const loaded = await countLoaded(page)
    await page.goto(`${servers.first.url}${path}`)
    await page.locator('textarea').waitFor()
    await page.waitForLoadState('networkidle')
    const untilTyping = [...loaded]
    await page.locator('textarea').fill('Hello')
    await page.waitForLoadState('networkidle')
    const origins = new Set([...loaded].map(({ url }) => new URL(url).origin))
    const kept = await page.evaluate('[document.cookie, sessionStorage.length].join()')
    await context.close()
    return { untilTyping, all: [...loaded], origins, kept }
  }

  const sum = (files: readonly Loaded[]) => files.reduce((total, { bytes }) => total + bytes, 0)
  const story = (files: readonly Loaded[]) =>
    files.map(({ url, bytes }) => `${bytes} ${new URL(url).pathname}`).join('\n')

  test.each([
    ['the page', '', 'en-GB'],
    ['the page', '', 'ru-RU'],
    ['the page', '', 'ar'],
    ['the frame', '/embed', 'de-DE'],
  ])(`%s%s in %s is at most ${MOST} bytes until a customer can type`, async (_, suffix, locale) => {
    const { untilTyping, all, origins, kept } = await weigh(`/b/${botId}${suffix}`, locale)
    expect(untilTyping.map(({ url }) => new URL(url).pathname)).toContain(`/api/channel/v1/bots/${botId}`)
    expect(sum(untilTyping), story(untilTyping)).toBeLessThanOrEqual(MOST)
    expect(sum(all), story(all)).toBeLessThanOrEqual(MOST_IN_ALL)
    expect([...origins]).toEqual([new URL(servers.first.url).origin])
    expect(kept).toBe(',0')
  })
})

/** Every request of the page with its bytes on the wire, kept up to date. */
async function countLoaded(page: Page): Promise<Set<Loaded>> {
  const loaded = new Set<Loaded>()
  const urls = new Map<string, string>()
  const client = await page.context().newCDPSession(page)
  await client.send('Network.enable')
  await client.send('Network.setCacheDisabled', { cacheDisabled: true })
  // The promise is one of gzip; Brotli, which most browsers take, is lighter still.
  await page.setExtraHTTPHeaders({ 'accept-encoding': 'gzip' })
  client.on('Network.responseReceived', ({ requestId, response }) => void urls.set(requestId, response.url))
  client.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const url = urls.get(requestId)
    if (url?.startsWith('http')) loaded.add({ url, bytes: encodedDataLength })
  })
  return loaded
}
