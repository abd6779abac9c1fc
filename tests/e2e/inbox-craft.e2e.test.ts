import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { gzipSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { browserPath, openPage, phone } from '../support/browser.ts'
import { type InboxScene, openInbox } from './inbox-scene.ts'

/** What may come before the first page can be used, compressed, in bytes: 250 KB, and room for the next good idea. */
const MOST_BYTES = 240 * 1024

describe.skipIf(browserPath === null)('the craft of the inbox in a real browser', () => {
  let inbox: InboxScene
  let waiting: string
  let mine: string
  let others: string
  beforeAll(async () => {
    inbox = await openInbox()
    waiting = (await inbox.customer('I need a person for my long list of questions', 'waits@example.com')).id
    const [one, two] = [await inbox.customer('Hello Ben', 'held@example.com'), await inbox.customer('Hello Chidi')]
    mine = one.id
    others = two.id
    await inbox.ben.claim(mine)
    await inbox.ben.say(mine, 'Hello, this is Ben. See https://example.com for more.')
    await inbox.chidi.act(others, 'take-over')
  }, 60_000)
  afterEach(() => inbox.leave())
  afterAll(() => inbox.close())

  test('at most 240 KB of compressed JavaScript come before the first page can be used', async () => {
    for (const path of ['/conversations', `/conversations/${waiting}`]) {
      const { page, context } = await openPage(inbox.browser)
      const bodies: Promise<Buffer>[] = []
      page.on('response', (response) => {
        if (/\.js$/.test(new URL(response.url()).pathname)) bodies.push(response.body())
      })
      const data = { email: 'ben@example.com', password: 'the password of Ben' }
      await context.request.post(`${inbox.url}/api/auth/sign-in/email`, { data, headers: { origin: inbox.url } })
      await page.goto(`${inbox.url}${path}`)
      await page.locator(`[data-row="${waiting}"]`).waitFor()
      if (path !== '/conversations') await page.getByRole('button', { name: 'Claim', exact: true }).first().waitFor()
      const sizes = (await Promise.all(bodies)).map((body) => gzipSync(body).length)
      const total = sizes.reduce((sum, size) => sum + size, 0)
      console.info(`${path.slice(0, 16)}: ${(total / 1024).toFixed(0)} KB of JavaScript in ${sizes.length} files`)
      expect(sizes.length).toBeGreaterThan(0)
      expect(total).toBeLessThanOrEqual(MOST_BYTES)
    }
  }, 30_000)

  test('every state is accessible in both themes', async () => {
    const found: string[] = []
    const look = async (page: Page, what: string) => {
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        await page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor({ state: 'attached' })
        // Moving colours are measured when they have arrived.
        await page.waitForTimeout(250)
        found.push(...(await violations(page)).map((problem) => `${what}, ${colorScheme}: ${problem}`))
      }
    }
    const ben = await inbox.sit(inbox.ben)
    const { page } = ben
    const to = async (path: string, sign: string) => {
      await page.goto(`${inbox.url}${path}`)
      await page.getByText(sign).filter({ visible: true }).first().waitFor()
    }
    await to('/conversations', 'waits@example.com')
    await look(page, 'list')
    await page.getByRole('button', { name: /filter by state/i }).click()
    await look(page, 'filter')
    await to('/conversations?state=all&q=zebra', 'Nothing found')
    await look(page, 'nothing found')
    await to(`/conversations/${waiting}`, 'Waiting for a person')
    await page.getByRole('button', { name: 'Claim', exact: true }).first().waitFor()
    await look(page, 'waiting')
    await page.getByRole('button', { name: 'More actions' }).click()
    await page.getByRole('menuitem', { name: /^Dismiss/ }).click()
    await look(page, 'dismiss')
    await to(`/conversations/${others}`, 'Chidi is answering')
    await look(page, 'held by another')
    await to(`/conversations/${mine}`, 'You are answering')
    await page.getByRole('textbox', { name: 'Your reply' }).fill('A draft')
    await look(page, 'mine')
    await page.getByRole('button', { name: 'More actions' }).click()
    await look(page, 'actions')
    await page.getByRole('menuitem', { name: /^Transfer/ }).click()
    await page.getByText('Chidi').last().waitFor()
    await look(page, 'transfer')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+k')
    await page.getByPlaceholder('Search conversations, pages and commands').waitFor()
    await look(page, 'palette')
    await page.goto(`${inbox.url}/conversations/unknown`)
    await page.getByText('This conversation is not here').waitFor()
    await look(page, 'not found')
    await page.setViewportSize(phone)
    await to('/conversations', 'waits@example.com')
    await look(page, 'phone list')
    await to(`/conversations/${mine}`, 'You are answering')
    await look(page, 'phone conversation')
    await page.getByRole('button', { name: 'Details' }).click()
    await look(page, 'phone details')
    const vic = await inbox.sit(inbox.vic, { path: `/conversations/${waiting}` })
    await vic.page.getByPlaceholder('Your role can read, not reply').waitFor()
    await look(vic.page, 'viewer')
    expect(found).toEqual([])
  }, 60_000)
})

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe finds on the page as it is, each with the first place. */
async function violations(page: Page): Promise<string[]> {
  // The page's own rules let no foreign script in; the browser's tools may look.
  await page.evaluate(axe)
  return page.evaluate<string[]>(
    `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
      violations.map(({ id, nodes }) => id + ' at ' + nodes[0].target.join(' ') + ': ' + nodes[0].failureSummary))`,
  )
}
