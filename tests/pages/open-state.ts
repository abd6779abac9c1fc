import type { Browser, Page, Route } from 'playwright-core'
import { desktop, openPage, type Screen, type Seen } from '../support/browser.ts'
import type { DemoTeam } from './demo-team.ts'
import type { PageState } from './every-page.ts'

/** How long a page may take until it is there, in milliseconds. */
const SOON = 10_000

export type Look = { screen?: Screen; dark?: boolean }

/** Opens a page as somebody, and brings it into its state. */
export async function openState(
  browser: Browser,
  team: DemoTeam,
  state: PageState,
  { screen = desktop, dark = false }: Look = {},
): Promise<Seen> {
  const seen = await openPage(browser, screen, dark)
  await signedIn(seen, team, state)
  await answer(seen.page, state)
  await seen.page.goto(`${team.url}${state.path}`)
  await seen.page.getByText(state.ready).filter({ visible: true }).first().waitFor({ timeout: SOON })
  await state.act?.(seen.page)
  await settled(seen.page)
  return seen
}

async function signedIn({ context }: Seen, { url, members }: DemoTeam, { as }: PageState): Promise<void> {
  if (as === 'nobody') return
  const [name = '', ...value] = members[as].cookie.split('=')
  await context.addCookies([{ name, value: value.join('='), url }])
}

/** Lets answers of the server be late, fail, or be empty. */
async function answer(page: Page, { server }: PageState): Promise<void> {
  const { hang, fail, none } = server ?? {}
  const problem = { status: 503, contentType: 'application/problem+json', body: JSON.stringify(unavailable) }
  const empty = JSON.stringify({ items: [], nextCursor: null })
  if (fail) await page.route(part(fail), (route: Route) => route.fulfill(problem))
  if (none)
    await page.route(part(none), (route: Route) => route.fulfill({ contentType: 'application/json', body: empty }))
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

/** Waits until pictures and fonts are there and nothing moves any more. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(untilStill)
  await page.waitForTimeout(250)
}

/** Runs in the page. What goes on for ever (a caret, a skeleton) is not waited for. */
const untilStill = `(async () => {
  await document.fonts.ready
  const moving = document.getAnimations().filter(({ effect }) => effect.getTiming().iterations !== Infinity)
  const still = Promise.allSettled(moving.map((animation) => animation.finished))
  await Promise.race([still, new Promise((resolve) => setTimeout(resolve, 1000))])
})()`
