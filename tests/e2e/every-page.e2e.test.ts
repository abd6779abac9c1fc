import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { documentedBy } from '../pages/api-document.ts'
import { type DemoTeam, makeDemoTeam } from '../pages/demo-team.ts'
import { everyPage } from '../pages/every-page.ts'
import { openBrowsers, openState } from '../pages/open-state.ts'
import type { PageState } from '../pages/page-state.ts'
import { browserPath, desktop, openBrowser } from '../support/browser.ts'
import { type Servers, startServers } from '../support/servers.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Several pages at once: most of their time they wait for the server. */
const LANES = 3

describe.skipIf(browserPath === null)('every page in every state', () => {
  let servers: Servers
  let browser: Browser
  let team: DemoTeam
  let browserOf: ReturnType<typeof openBrowsers>
  const asked = new Set<string>()
  const wrong: string[] = []

  beforeAll(async () => {
    servers = await startServers('sqlite')
    team = await makeDemoTeam(servers.first.url)
    browser = await openBrowser()
    const states = everyPage(team)
    browserOf = openBrowsers(browser, team)
    const lanes = Array.from({ length: LANES }, async () => {
      for (let state = states.shift(); state !== undefined; state = states.shift()) await look(state)
    })
    await Promise.all(lanes)
  }, 480_000)
  afterAll(async () => {
    await browser.close()
    await servers.close()
  })

  async function look(state: PageState): Promise<void> {
    try {
      const context = await browserOf(state.as, { screen: desktop, dark: false })
      const page = await openState(context, team, state, (request) => asked.add(request))
      await page.evaluate(axe)
      wrong.push(...(await violations(page, `${state.name}, light`, '{}')))
      // Between the themes only colours differ.
      await page.emulateMedia({ colorScheme: 'dark' })
      wrong.push(...(await violations(page, `${state.name}, dark`, `{ runOnly: ['color-contrast'] }`)))
      await page.close()
    } catch (error) {
      wrong.push(`${state.name}: ${error instanceof Error ? error.message.split('\n')[0] : error}`)
    }
  }

  test('is reached, and clean by axe in both themes', () => {
    expect(wrong).toEqual([])
  })

  test('asks the server only for what its OpenAPI document names', async () => {
    const documented = await documentedBy(servers.first.url)
    const requests = [...asked].map((request) => request.split(' ') as [string, string])
    expect(requests.length).toBeGreaterThan(25)
    expect(requests.filter(([method, path]) => !documented(method, path))).toEqual([])
  })
})

type Violation = { id: string; nodes: { target: string[]; failureSummary?: string }[] }

/** What axe finds wrong, a line each. */
async function violations(page: Page, where: string, options: string): Promise<string[]> {
  const found = await page.evaluate<Violation[]>(`axe.run(document, ${options}).then(({ violations }) => violations)`)
  return found.flatMap(({ id, nodes }) =>
    nodes.slice(0, 3).map(({ target, failureSummary }) => {
      const said = failureSummary?.split('\n')[1]?.trim().slice(0, 160) ?? ''
      return `${where}: ${id} at ${target.join(' ')}: ${said}`
    }),
  )
}
