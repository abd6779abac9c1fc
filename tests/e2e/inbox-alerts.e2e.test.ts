import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { browserPath } from '../support/browser.ts'
import { type InboxScene, openInbox } from './inbox-scene.ts'

describe.skipIf(browserPath === null)('what calls for a member, in real browsers', () => {
  let inbox: InboxScene
  beforeAll(async () => {
    inbox = await openInbox()
    for (const member of [inbox.ben, inbox.chidi]) {
      await member.patch('/api/v1/me/preferences', { desktopNotifications: true })
    }
  }, 60_000)
  afterEach(() => inbox.leave())
  afterAll(() => inbox.close())

  test('a waiting customer rings in one tab of each member, and a claim takes it back for all of them', async () => {
    const ben = await inbox.sit(inbox.ben, { prepare: listen })
    const bensOther = await inbox.anotherTab(ben, '/team')
    const chidi = await inbox.sit(inbox.chidi, { prepare: listen })
    const bens = [ben.page, bensOther]
    for (const page of [...bens, chidi.page]) {
      // A touch, without which browsers let no page sound; then nobody looks at it any more.
      await page.mouse.click(700, 5)
      await page.evaluate("window.dispatchEvent(new Event('blur'))")
    }
    const dana = await inbox.customer('Is somebody there?', 'alert@example.com')
    await expect.poll(() => sum(bens, 'rings'), soon).toBe(2)
    await expect.poll(() => sum([chidi.page], 'rings'), soon).toBe(2)
    expect(await sum(bens, 'shown')).toBe(1)
    expect(await sum([chidi.page], 'shown')).toBe(1)
    for (const page of [...bens, chidi.page]) await expect.poll(() => page.title(), soon).toMatch(/^\(1\) /)
    await inbox.chidi.claim(dana.id)
    for (const page of bens) await expect.poll(() => page.title(), soon).not.toMatch(/^\(/)
    await expect.poll(() => sum([...bens, chidi.page], 'closed'), soon).toBe(2)
    // Held by Chidi, who looks elsewhere: the next message is news to Chidi alone.
    await dana.say('Hello?')
    await expect.poll(() => sum([chidi.page], 'shown'), soon).toBe(2)
    expect(await sum(bens, 'shown')).toBe(1)
    expect(await sum(bens, 'rings')).toBe(2)
    await expect.poll(() => chidi.page.title(), soon).toMatch(/^\(1\) /)
  }, 40_000)

  test('each way of being told can be switched off by the member', async () => {
    const off = { sound: false, titleCount: false, desktopNotifications: false }
    await inbox.ben.patch('/api/v1/me/preferences', off)
    const ben = await inbox.sit(inbox.ben, { prepare: listen })
    await ben.page.mouse.click(700, 5)
    await ben.page.evaluate("window.dispatchEvent(new Event('blur'))")
    const dana = await inbox.customer('Quietly, please', 'quiet@example.com')
    await ben.page.locator(`[data-row="${dana.id}"]`).waitFor()
    await ben.page.waitForTimeout(1000)
    expect([await sum([ben.page], 'rings'), await sum([ben.page], 'shown')]).toEqual([0, 0])
    expect(await ben.page.title()).not.toMatch(/^\(/)
    // And on again, in another tab: it holds in this one at once.
    const account = await inbox.anotherTab(ben, '/account')
    await account.getByRole('switch', { name: /title/i }).focus()
    await account.keyboard.press('Space')
    await expect.poll(() => ben.page.title(), soon).toMatch(/^\(/)
  }, 30_000)

  test('a customer beyond the first page of those who wait calls as the first one does', async () => {
    const on = { sound: true, titleCount: true, desktopNotifications: true }
    await inbox.ben.patch('/api/v1/me/preferences', on)
    const ben = await inbox.sit(inbox.ben, { prepare: listen })
    const { page } = ben
    const ears = await deafenable(ben)
    const others = await Promise.all(
      Array.from({ length: MORE_THAN_A_PAGE }, (_, one) => inbox.customer('Hello?', `many${one}@example.com`)),
    )
    await page.reload()
    await expect.poll(() => page.title(), soon).toMatch(/^\(5\d\) /)
    await page.locator('[data-row]').first().waitFor()
    await page.mouse.click(700, 5)
    await page.evaluate("window.dispatchEvent(new Event('blur'))")
    expect(await sum([page], 'rings')).toBe(0)
    // Told by the socket, and once.
    const dana = await inbox.customer('I am the last one', 'last@example.com')
    await expect.poll(() => sum([page], 'shown'), soon).toBe(1)
    await expect.poll(() => sum([page], 'rings'), soon).toBe(2)
    await inbox.chidi.claim(dana.id)
    await expect.poll(() => sum([page], 'closed'), soon).toBe(1)
    // What came while nothing was heard is told as soon as the connection is back.
    ears.goesDeaf()
    const missed = await inbox.customer('Nobody hears me', 'missed@example.com')
    ears.hears()
    await expect.poll(() => sum([page], 'shown'), soon).toBe(2)
    await inbox.chidi.claim(missed.id)
    await expect.poll(() => sum([page], 'closed'), soon).toBe(2)
    expect(await sum([page], 'rings')).toBe(4)
    expect(others).toHaveLength(MORE_THAN_A_PAGE)
  }, 60_000)
})

const soon = { timeout: 10_000 }
/** One more than the list's first page. */
const MORE_THAN_A_PAGE = 51

/** What this page's sockets hear while it is deaf is lost; `hears` ends that with a new connection. */
async function deafenable({ page, context }: { page: Page; context: BrowserContext }) {
  let deaf = false
  let drop = () => {}
  await context.routeWebSocket(/\/realtime/, (socket) => {
    const server = socket.connectToServer()
    server.onMessage((message) => !deaf && socket.send(message))
    drop = () => void socket.close({ code: 4000 })
  })
  await page.reload()
  return {
    goesDeaf: () => {
      deaf = true
    },
    hears: () => {
      deaf = false
      drop()
    },
  }
}

type Heard = { rings: number; shown: number; closed: number }

/** Counts what the browser is asked to play and to show; nobody looks at any of these pages. */
async function listen(context: BrowserContext): Promise<void> {
  await context.grantPermissions(['notifications'])
  await context.addInitScript({ content: counting })
}

/** Runs in the page, in place of what a machine without a screen and a loudspeaker cannot do. */
const counting = `
  const heard = { rings: 0, shown: 0, closed: 0 }
  window.heard = heard
  const start = OscillatorNode.prototype.start
  OscillatorNode.prototype.start = function (when) {
    heard.rings += 1
    return start.call(this, when)
  }
  window.Notification = class extends EventTarget {
    static permission = 'granted'
    constructor() {
      super()
      heard.shown += 1
    }
    close() {
      heard.closed += 1
    }
  }
  document.hasFocus = () => false`

async function sum(pages: readonly Page[], what: keyof Heard): Promise<number> {
  const all = await Promise.all(pages.map((page) => page.evaluate<Heard>('window.heard')))
  return all.reduce((total, heard) => total + heard[what], 0)
}
