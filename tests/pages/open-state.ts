import type { Browser, BrowserContext, Page, Route } from 'playwright-core'
import type { Screen } from '../support/browser.ts'
import type { DemoTeam } from './demo-team.ts'
import type { PageState, Who } from './page-state.ts'

/** How long a page may take until it is there, in milliseconds. */
const SOON = 15_000

export type Look = { screen: Screen; dark: boolean }

/** A browser for each member and look, signed in once and used for all of their pages. */
export function openBrowsers(browser: Browser, team: DemoTeam) {
  const known = new Map<string, Promise<BrowserContext>>()
  const open = async (who: Who, { screen, dark }: Look) => {
    const context = await browser.newContext({
      viewport: screen,
      colorScheme: dark ? 'dark' : 'light',
      locale: 'en-GB',
      reducedMotion: 'reduce',
    })
    if (who !== 'nobody') await context.addCookies([cookieOf(team, who)])
    return context
  }
  return (who: Who, look: Look): Promise<BrowserContext> => {
    const key = JSON.stringify([who, look])
    const context = known.get(key) ?? open(who, look)
    known.set(key, context)
    return context
  }
}

function cookieOf({ url, members }: DemoTeam, who: Exclude<Who, 'nobody'>) {
  const [name = '', ...value] = members[who].cookie.split('=')
  return { name, value: value.join('='), url }
}

/** Opens a page and brings it into its state. `heard` is told of every request to the API: method and path. */
export async function openState(
  context: BrowserContext,
  { url }: DemoTeam,
  state: PageState,
  heard?: (request: string) => void,
): Promise<Page> {
  const page = await context.newPage()
  page.setDefaultTimeout(SOON)
  if (heard) hear(page, heard)
  await answer(page, state)
  await page.goto(`${url}${state.path}`)
  await page.getByText(state.ready).filter({ visible: true }).first().waitFor({ timeout: SOON })
  await state.act?.(page)
  if (!state.server?.hang)
    await Promise.all(
      (await page.getByRole('status', { name: 'Loading' }).all()).map((one) => one.waitFor({ state: 'detached' })),
    )
  await page.evaluate(untilStill)
  return page
}

function hear(page: Page, heard: (request: string) => void): void {
  page.on('request', (request) => {
    const { pathname } = new URL(request.url())
    if (/^\/(api|avatars)\//.test(pathname)) heard(`${request.method()} ${pathname}`)
  })
}

/** Lets answers of the server be late, fail, or be empty, and its socket be gone. */
async function answer(page: Page, { server }: PageState): Promise<void> {
  const { hang, fail, none, deaf } = server ?? {}
  const problem = { status: 503, contentType: 'application/problem+json', body: JSON.stringify(unavailable) }
  const empty = { contentType: 'application/json', body: JSON.stringify({ items: [], nextCursor: null }) }
  if (fail) await page.route(part(fail), (route: Route) => route.fulfill(problem))
  if (none) await page.route(part(none), (route: Route) => route.fulfill(empty))
  if (deaf) await page.routeWebSocket(/\/realtime/, (socket) => socket.close({ code: 4000 }))
  if (hang) await page.route(part(hang), () => {})
}

const part = (path: string) => (url: URL) => url.pathname.startsWith(path)
const unavailable = {
  type: 'urn:baton:problem:unavailable',
  title: 'Not available',
  status: 503,
  code: 'unavailable',
  detail: 'The database does not answer. Try again.',
}

/** Runs in the page, for the tests know no document: waits for fonts and for what moves, but not for what never ends. */
const untilStill = `(async () => {
  await document.fonts.ready
  const moving = document.getAnimations().filter(({ effect }) => effect.getTiming().iterations !== Infinity)
  const still = Promise.allSettled(moving.map((animation) => animation.finished))
  await Promise.race([still, new Promise((resolve) => setTimeout(resolve, 1000))])
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 100)))
})()`
