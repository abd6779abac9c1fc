import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDatabase } from '../../apps/server/src/database/open-database.ts'
import { copyConversations, lengthen } from '../../bench/copy-rows.ts'
import { browserPath } from '../support/browser.ts'
import { type ServerProcess, startServerProcess } from '../support/server-process.ts'
import { type InboxScene, openInbox } from './inbox-scene.ts'
import { noErrors, visible } from './people.ts'

/** The full proof: BATON_INBOX_ROWS=10000. */
const ROWS = Number(process.env.BATON_INBOX_ROWS ?? 2_000)
const EVENTS = 10_000

describe.skipIf(browserPath === null)('an inbox of any length in a real browser', () => {
  let inbox: InboxScene
  let again: ServerProcess
  let long: string
  beforeAll(async () => {
    inbox = await openInbox()
    const short = await inbox.customer('One of many parcels')
    long = (await inbox.customer('The longest story', 'long@example.com')).id
    const { first, fresh, env } = inbox.servers
    await first.stop()
    const database = await openDatabase(fresh.settings)
    await copyConversations(database, { of: short.id, count: ROWS, apart: 1000 })
    await lengthen(database, [long], { upTo: EVENTS, like: long })
    await database.close()
    again = await startServerProcess({ ...env, PORT: String(first.port) })
  }, 90_000)
  afterAll(async () => {
    await again.kill()
    await inbox.close()
  })

  test(`${ROWS} rows scroll to the last, and only those in sight are drawn`, async () => {
    const ben = await inbox.sit(inbox.ben, { path: '/conversations?state=all' })
    const { page } = ben
    await page.locator('[data-row]').first().waitFor()
    const box = page.locator('.list-pane__scroll')
    let most = 0
    const reached = async () => {
      most = Math.max(most, await page.locator('[data-row]').count())
      return box.evaluate((element) => {
        element.scrollTop = element.scrollHeight
        return element.scrollHeight
      })
    }
    const until = Date.now() + 25_000
    let height = 0
    // 60 pixels a row: all are there when the list has their height.
    while (height < ROWS * 60 && Date.now() < until) {
      height = await reached()
      await page.waitForTimeout(50)
    }
    expect(height).toBeGreaterThanOrEqual(ROWS * 60)
    expect(most).toBeLessThan(60)
    const frames = await framesWhileScrolling(page)
    console.info(
      `scrolling ${ROWS} rows: ${frames.worst.toFixed(0)} ms between frames at worst, ${frames.usual.toFixed(0)} ms usually`,
    )
    expect(frames.usual).toBeLessThan(50)
    noErrors(ben)
  }, 60_000)

  test(`a conversation of ${EVENTS} events opens at once, and can be read back without being drawn whole`, async () => {
    const chidi = await inbox.sit(inbox.chidi, { path: `/conversations?state=escalated` })
    const { page } = chidi
    await page.locator(`[data-row="${long}"]`).waitFor()
    const began = Date.now()
    await page.locator(`[data-row="${long}"]`).click()
    await page.locator(`[data-seq="${EVENTS}"]`).waitFor()
    const took = Date.now() - began
    console.info(`a conversation of ${EVENTS} events was open after ${took} ms`)
    expect(took).toBeLessThan(2000)
    // The way of the baton leads to the very beginning, 9,999 events above.
    await page.locator('.hands__words').first().click()
    await page.locator('[data-seq="1"]').waitFor({ timeout: 20_000 })
    await visible(page, /The longest story/)
    expect(await page.locator('[data-seq]').count()).toBeLessThan(600)
    noErrors(chidi)
  }, 60_000)
})

/** The time between two frames while the list is scrolled up and down, in milliseconds: at worst, and in the middle. */
function framesWhileScrolling(page: Page): Promise<{ worst: number; usual: number }> {
  return page.evaluate(`(async () => {
    const list = document.querySelector('.list-pane__scroll')
    const gaps = []
    let last = performance.now()
    for (let frame = 0; frame < 90; frame++) {
      list.scrollTop -= 400
      await new Promise((resolve) => requestAnimationFrame(resolve))
      const now = performance.now()
      gaps.push(now - last)
      last = now
    }
    gaps.sort((one, other) => one - other)
    return { worst: gaps.at(-1), usual: gaps[Math.floor(gaps.length / 2)] }
  })()`)
}
