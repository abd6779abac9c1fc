import { existsSync } from 'node:fs'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'

/** Where a Chromium is; `npm test` finds or fetches one and names it. Null: the browser tests are skipped, and it says so. */
export const browserPath: string | null =
  [process.env.BATON_BROWSER, '/usr/bin/chromium'].find(
    (path) => path !== undefined && path !== '' && existsSync(path),
  ) ?? null

/** No background traffic, and no sandbox for root, where Chromium refuses to have one. */
const flags = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export async function openBrowser(): Promise<Browser> {
  if (browserPath === null) throw new Error('no browser; ask browserPath first')
  return chromium.launch({ executablePath: browserPath, args: flags })
}

export type Screen = { width: number; height: number }
export const desktop: Screen = { width: 1440, height: 900 }
export const phone: Screen = { width: 390, height: 844 }

export type Seen = { context: BrowserContext; page: Page; errors: string[] }

/** A browser of somebody's own: cookies and storage are not shared. `errors` collects what the page complained about. */
export async function openPage(browser: Browser, screen: Screen = desktop, dark = false): Promise<Seen> {
  const context = await browser.newContext({ viewport: screen, colorScheme: dark ? 'dark' : 'light', locale: 'en-GB' })
  const page = await context.newPage()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text())
  })
  return { context, page, errors }
}
