import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { makeDemoTeam } from '../tests/pages/demo-team.ts'
import { everyPage } from '../tests/pages/every-page.ts'
import { openBrowsers, openState } from '../tests/pages/open-state.ts'
import { desktop, openBrowser, phone } from '../tests/support/browser.ts'
import { startServerProcess } from '../tests/support/server-process.ts'

/** Pictures of every page in every state, of the real product on a database of its own: `npm run screenshots [-- PART…]`. */
const folder = fileURLToPath(new URL('../screenshots/', import.meta.url))
const wanted = process.argv.slice(2)

const looks = [
  { name: 'desktop-light', screen: desktop, dark: false },
  { name: 'desktop-dark', screen: desktop, dark: true },
  { name: 'phone-light', screen: phone, dark: false },
  { name: 'phone-dark', screen: phone, dark: true },
]

if (wanted.length === 0) rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })
const data = mkdtempSync(join(tmpdir(), 'baton-screenshots-'))
const server = await startServerProcess({ DATA_DIR: data })
const browser = await openBrowser()
const failed: string[] = []
let made = 0
try {
  const team = await makeDemoTeam(server.url)
  const browserOf = openBrowsers(browser, team)
  for (const state of everyPage(team).filter(isWanted)) {
    for (const { name, ...look } of looks) {
      try {
        await shoot(await openState(await browserOf(state.as, look), team, state), `${state.name}.${name}`)
      } catch (error) {
        failed.push(`${state.name}.${name}: ${error instanceof Error ? error.message.split('\n')[0] : error}`)
      }
    }
  }
} finally {
  await browser.close()
  await server.stop()
  rmSync(data, { recursive: true, force: true })
}
console.log(`${made} pictures in screenshots/`)
if (failed.length > 0) {
  console.error(`These were not reached:\n${failed.join('\n')}`)
  process.exitCode = 1
}

/** Without names: all of them. */
function isWanted({ name }: { name: string }): boolean {
  return wanted.length === 0 || wanted.some((part) => name.includes(part))
}

/** As it is seen, and whole where the page scrolls inside. */
async function shoot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `${folder}${name}.png` })
  const { width = 0, height = 0 } = page.viewportSize() ?? {}
  const whole = await page.evaluate<number>(`document.querySelector('.page')?.scrollHeight ?? 0`)
  if (whole > height) {
    await page.setViewportSize({ width, height: Math.min(whole, 5000) })
    await page.screenshot({ path: `${folder}${name}.whole.png` })
  }
  await page.close()
  made += 1
}
