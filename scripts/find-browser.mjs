// Finds a Chromium for the browser tests, or fetches one where Playwright's download is reachable.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome']
const places = ['/usr/bin', '/usr/local/bin', '/snap/bin', '/opt/google/chrome']
const macPlaces = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** Longest time for fetching a browser, in milliseconds. */
const FETCH_LIMIT = 180_000

/** `{ path }`, or `{ path: null, why }`. BATON_BROWSER names one by hand. */
export async function findBrowser() {
  const named = process.env.BATON_BROWSER
  if (named)
    return existsSync(named)
      ? { path: named }
      : { path: null, why: `BATON_BROWSER names ${named}, which does not exist` }
  const found = [...places.flatMap((place) => names.map((name) => join(place, name))), ...macPlaces].find((path) =>
    existsSync(path),
  )
  if (found) return { path: found }
  return fetchBrowser()
}

async function fetchBrowser() {
  console.log('No Chromium found; fetching one (once).')
  const cli = join(root, 'node_modules/playwright-core/cli.js')
  spawnSync(process.execPath, [cli, 'install', 'chromium'], { stdio: 'ignore', timeout: FETCH_LIMIT })
  const { chromium } = await import('playwright-core')
  const path = chromium.executablePath()
  return existsSync(path)
    ? { path }
    : { path: null, why: 'no Chromium on this machine, and none could be fetched; install "chromium"' }
}
