import type { Browser, Page } from 'playwright-core'
import { expect } from 'vitest'
import { desktop, openPage, type Screen, type Seen } from '../support/browser.ts'

/** How long a page may take to show what happened elsewhere, in milliseconds. */
const SOON = 10_000

/** Dana, in front of the bot's own page. */
export type Customer = Seen & {
  say: (text: string) => Promise<void>
  /** Waits until the page shows this text. */
  sees: (text: string | RegExp) => Promise<void>
  /** Fills the form that the bot showed and sends it. */
  leaveAddress: (email: string) => Promise<void>
  /** The texts in the log, in order. */
  log: () => Promise<string>
}

export async function openCustomer(browser: Browser, url: string, botId: string, screen?: Screen): Promise<Customer> {
  const seen = await openPage(browser, screen ?? desktop)
  await seen.page.goto(`${url}/b/${botId}`)
  return asCustomer(seen)
}

export function asCustomer(seen: Seen): Customer {
  const { page } = seen
  return {
    ...seen,
    say: async (text) => {
      const box = page.getByRole('textbox', { name: /message to/i })
      await box.fill(text)
      await box.press('Enter')
    },
    sees: (text) => visible(page, text),
    leaveAddress: async (email) => {
      const form = page
        .getByRole('form')
        .or(page.locator('form'))
        .filter({ has: page.getByLabel(/e-mail address/i) })
      await form.getByLabel(/e-mail address/i).fill(email)
      await form.getByRole('button', { name: /talk to a human|ask the team/i }).click()
    },
    log: () => page.getByRole('log').innerText(),
  }
}

/** A member at the dashboard. */
export type AtDashboard = Seen & {
  open: (path: string) => Promise<void>
  sees: (text: string | RegExp) => Promise<void>
  /** Clicks the button or link with this name. */
  click: (name: string | RegExp) => Promise<void>
  say: (text: string) => Promise<void>
}

export async function openDashboard(
  browser: Browser,
  url: string,
  { email, password }: { email: string; password: string },
  { screen = desktop, deaf = false }: { screen?: Screen; deaf?: boolean } = {},
): Promise<AtDashboard> {
  const seen = await openPage(browser, screen)
  const { page } = seen
  // A deaf page has a socket that never says anything, so that it acts on what it last read.
  if (deaf) await page.routeWebSocket(/\/realtime/, () => {})
  await page.goto(url)
  await page.getByLabel(/e-?mail/i).fill(email)
  await page
    .getByLabel(/password/i)
    .first()
    .fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL(/\/conversations/)
  return atDashboard(seen, url)
}

/** A member's page, signed in already. */
export function atDashboard(seen: Seen, url: string): AtDashboard {
  const { page } = seen
  return {
    ...seen,
    open: async (path) => void (await page.goto(`${url}${path}`)),
    sees: (text) => visible(page, text),
    click: async (name) => {
      await page.getByRole('button', { name }).or(page.getByRole('link', { name })).first().click()
    },
    say: async (text) => {
      const box = page.getByRole('textbox', { name: /reply|message/i }).last()
      await box.fill(text)
      await box.press('Enter')
    },
  }
}

export async function visible(page: Page, text: string | RegExp): Promise<void> {
  await page.getByText(text).filter({ visible: true }).first().waitFor({ state: 'visible', timeout: SOON })
}

/** How often a text stands in another. */
export function times(text: string, part: string): number {
  return text.split(part).length - 1
}

/** Nothing was complained about, but for answers that the test itself provoked. */
export function noErrors({ errors }: Seen, ...expected: RegExp[]): void {
  expect(errors.filter((error) => !expected.some((pattern) => pattern.test(error)))).toEqual([])
}
