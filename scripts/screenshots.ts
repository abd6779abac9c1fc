import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { makeDemoTeam } from '../tests/pages/demo-team.ts'
import { everyPage } from '../tests/pages/every-page.ts'
import { openState } from '../tests/pages/open-state.ts'
import { desktop, openBrowser, phone } from '../tests/support/browser.ts'
import { startServerProcess } from '../tests/support/server-process.ts'

/** Pictures of every page in every state, of the real product on a database of its own: `npm run screenshots [-- PART]`. */
const folder = fileURLToPath(new URL('../screenshots/', import.meta.url))
const wanted = process.argv[2] ?? ''

const looks = [
  { name: 'desktop-light', screen: desktop, dark: false },
  { name: 'desktop-dark', screen: desktop, dark: true },
  { name: 'phone-light', screen: phone, dark: false },
  { name: 'phone-dark', screen: phone, dark: true },
]

if (wanted === '') rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })
const data = mkdtempSync(join(tmpdir(), 'baton-screenshots-'))
const server = await startServerProcess({ DATA_DIR: data })
const browser = await openBrowser()
const failed: string[] = []
let made = 0
try {
  const team = await makeDemoTeam(server.url)
  for (const state of everyPage(team).filter(({ name }) => name.includes(wanted))) {
    for (const { name, ...look } of looks) await take(`${state.name}.${name}`, state, look)
  }

  async function take(
    name: string,
    state: ReturnType<typeof everyPage>[number],
    look: Parameters<typeof openState>[3],
  ) {
    try {
      const { page, context } = await openState(browser, team, state, look)
      await page.screenshot({ path: `${folder}${name}.png` })
      // A page that scrolls inside is also drawn whole.
      const height = await page.evaluate<number>(`document.querySelector('.page')?.scrollHeight ?? 0`)
      if (height > 900) {
        await page.setViewportSize({ width: page.viewportSize()?.width ?? 1440, height: Math.min(height, 4000) })
        await page.screenshot({ path: `${folder}${name}.whole.png` })
      }
      await context.close()
      made += 1
    } catch (error) {
      failed.push(`${name}: ${error instanceof Error ? error.message.split('\n')[0] : error}`)
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
