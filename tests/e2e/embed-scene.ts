import type { Browser, BrowserContext, FrameLocator, Page } from 'playwright-core'
import { desktop, openBrowser, type Screen } from '../support/browser.ts'
import { type HostPage, type HostSite, startHostSite } from '../support/host-pages.ts'
import { adaOn, demoBot, type ServerMember } from '../support/server-team.ts'
import { type Servers, startServers } from '../support/servers.ts'

/** A page that somebody looks at, with what it complained about and all that it asked for. */
export type Visit = {
  page: Page
  context: BrowserContext
  errors: string[]
  requests: { url: string; referer: string | undefined }[]
  chat: FrameLocator
}

export type EmbedScene = {
  home: string
  botId: string
  ada: ServerMember
  servers: Servers
  site: HostSite
  browser: Browser
  visit: (path: string, how?: { screen?: Screen; context?: BrowserContext; dark?: boolean }) => Promise<Visit>
  settings: (change: object) => Promise<void>
  end: () => Promise<void>
}

/** Ada's server, a site of somebody else's with these pages, and one browser for all of them. */
export async function embedScene(
  pages: (home: string, botId: string) => Record<string, HostPage>,
): Promise<EmbedScene> {
  const servers = await startServers('sqlite', { LOG_LEVEL: 'info' })
  const home = servers.first.url
  const ada = await adaOn(home)
  const botId = (await demoBot(ada)).id
  const site = await startHostSite(pages(home, botId))
  const browser = await openBrowser()
  const settings = async (change: object) => {
    const { status } = await ada.patch(`/api/v1/bots/${botId}/web-channel`, change)
    if (status !== 200) throw new Error(`settings: ${status}`)
  }
  await settings({ allowedSites: [site.origin] })
  return {
    ...{ home, botId, ada, servers, site, browser, settings },
    visit: async (path, { screen = desktop, context, dark = false } = {}) => {
      const scheme = dark ? ('dark' as const) : ('light' as const)
      const own = context ?? (await browser.newContext({ viewport: screen, colorScheme: scheme, locale: 'en-GB' }))
      return watch(own, await own.newPage(), path.startsWith('http') ? path : `${site.origin}${path}`)
    },
    end: async () => {
      await browser.close()
      await site.close()
      await servers.close()
    },
  }
}

async function watch(context: BrowserContext, page: Page, url: string): Promise<Visit> {
  const visit: Visit = { page, context, errors: [], requests: [], chat: page.frameLocator('iframe[title="Robo"]') }
  page.on('pageerror', (error) => visit.errors.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error') visit.errors.push(message.text())
  })
  page.on('request', (request) => {
    visit.requests.push({ url: request.url(), referer: request.headers().referer })
  })
  await page.goto(url)
  return visit
}

export const launcher = (page: Page) => page.getByRole('button', { name: 'Robo', exact: true })
export const composer = (chat: FrameLocator) => chat.getByRole('textbox', { name: /message to/i })

/** Calls of `window.baton`, as a page would make them. */
export function call(page: Page, ...calls: unknown[][]): Promise<void> {
  return page.evaluate(`baton.push(...${JSON.stringify(calls)})`)
}

/** Notes every event of the SDK, both ways, from before the script has run. */
export const noteEvents = `<script>
window.noted = []; window.domNoted = []; window.baton = window.baton || []
for (const name of ['ready','open','close','message','escalated','agent_joined','agent_left','unread','error']) {
  baton.push(['on', name, (detail) => noted.push([name, detail])])
  addEventListener('baton:' + name, (event) => domNoted.push([name, event.detail]))
}
</script>`

export const noted = (page: Page, which = 'noted') =>
  page.evaluate<[string, Record<string, unknown>][]>(`window.${which} ?? []`)

/** Waits until an event of this name was noted, and answers its newest detail. */
export async function heard(page: Page, name: string): Promise<Record<string, unknown>> {
  await page.waitForFunction(`noted.some(([one]) => one === '${name}')`)
  return (await noted(page)).findLast(([one]) => one === name)?.[1] ?? {}
}
