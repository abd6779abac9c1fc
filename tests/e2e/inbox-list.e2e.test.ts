import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { browserPath } from '../support/browser.ts'
import { type InboxScene, openInbox, placeOf } from './inbox-scene.ts'
import { noErrors } from './people.ts'

describe.skipIf(browserPath === null)('the list of conversations in a real browser', () => {
  let inbox: InboxScene
  beforeAll(async () => {
    inbox = await openInbox()
  }, 60_000)
  afterEach(() => inbox.leave())
  afterAll(() => inbox.close())

  test('new rows appear by themselves, and the one under the pointer stays where it is', async () => {
    const [first, second] = [await inbox.answered('The first parcel'), await inbox.answered('The second parcel')]
    const ben = await inbox.sit(inbox.ben, { path: '/conversations?state=all' })
    const { page } = ben
    await page.locator(`[data-row="${first.id}"]`).waitFor()
    const before = await placeOf(page, second.id)
    // In the middle of the uppermost row, over which the way back up will float.
    await page.mouse.move(before.x + 120, before.y + 20)
    const third = await inbox.customer('The third parcel')
    await first.say('The first parcel is blue')
    const row = page.locator(`[data-row="${third.id}"]`)
    await row.waitFor({ state: 'attached' })
    // Nothing hides for good: where one was at the top before, the way back up is offered.
    const wayUp = page.getByRole('button', { name: 'New above' })
    await wayUp.waitFor()
    expect((await placeOf(page, second.id)).y).toBeCloseTo(before.y, 0)
    await wayUp.hover()
    expect((await placeOf(page, second.id)).y).toBeCloseTo(before.y, 0)
    await wayUp.click()
    await expect.poll(() => page.evaluate("document.querySelector('.list-pane__scroll').scrollTop")).toBe(0)
    await row.waitFor({ state: 'visible' })
    noErrors(ben)
  }, 30_000)

  test('when the row that has the focus is taken by a colleague, the focus goes to the one in its place', async () => {
    const [first, second] = [
      await inbox.customer('I wait', 'first-row@example.com'),
      await inbox.customer('I wait, too', 'second-row@example.com'),
    ]
    const ben = await inbox.sit(inbox.ben, { path: '/conversations?state=escalated' })
    const row = (id: string) => ben.page.locator(`[data-row="${id}"]`)
    await row(second.id).waitFor()
    await row(first.id).focus()
    await inbox.chidi.claim(first.id)
    await row(first.id).waitFor({ state: 'detached' })
    await ben.page.locator(`[data-row="${second.id}"]:focus`).waitFor()
    // Whoever is elsewhere is left alone.
    await ben.page.getByRole('textbox', { name: 'Search conversations' }).focus()
    await inbox.chidi.claim(second.id)
    await row(second.id).waitFor({ state: 'detached' })
    await ben.page.locator('input:focus').waitFor()
  }, 30_000)

  test('filters by state and bot, and the words that are searched, stand in the address', async () => {
    const waiting = await inbox.customer('Where is the mauve umbrella?', 'dana@example.com')
    const other = await inbox.customer('The mauve one of the other bot', undefined, inbox.second.id)
    const chidi = await inbox.sit(inbox.chidi)
    const { page } = chidi
    await page.getByRole('button', { name: /filter by state/i }).click()
    await page.getByRole('menuitemradio', { name: /^Escalated \d/ }).click()
    await page.waitForURL(/state=escalated/)
    await page.locator(`[data-row="${waiting.id}"]`).waitFor()
    await page.getByRole('button', { name: /filter by state/i }).click()
    await page.getByRole('menuitemradio', { name: /^All \d/ }).click()
    await page.getByRole('textbox', { name: 'Search conversations' }).fill('MAUVE umbr')
    await page.waitForURL(/q=MAUVE/)
    await page.locator(`[data-row="${other.id}"]`).waitFor({ state: 'detached' })
    // Why it was found.
    const marked = page.locator(`[data-row="${waiting.id}"] mark`)
    await expect.poll(() => marked.allInnerTexts()).toEqual(['mauve', 'umbrella'])
    await page.getByRole('textbox', { name: 'Search conversations' }).fill('mauve')
    await page.locator(`[data-row="${other.id}"]`).waitFor()
    await page.getByRole('button', { name: /filter by bot/i }).click()
    await page.getByRole('menuitemradio', { name: 'Second' }).click()
    await page.locator(`[data-row="${waiting.id}"]`).waitFor({ state: 'detached' })
    await page.reload()
    await page.locator(`[data-row="${other.id}"]`).waitFor()
    expect(await page.locator('[data-row]').count()).toBe(1)
    noErrors(chidi)
  }, 30_000)

  test('three members see who handles a conversation and who wrote last, and each what is unread', async () => {
    const dana = await inbox.customer('My lamp is broken', 'lamp@example.com')
    const [ada, ben, vic] = [await inbox.sit(inbox.ada), await inbox.sit(inbox.ben), await inbox.sit(inbox.vic)]
    const rowOf = ({ page }: typeof ada) => page.locator(`[data-row="${dana.id}"]`)
    for (const member of [ada, ben, vic]) {
      await rowOf(member)
        .getByText(/waiting for a person/i)
        .waitFor({ state: 'attached' })
    }
    await inbox.ben.claim(dana.id)
    await inbox.ben.say(dana.id, 'I am looking for a new bulb')
    await rowOf(ben).getByText('You: I am looking').waitFor()
    await rowOf(ada).getByText('Ben: I am looking').waitFor()
    await rowOf(vic).getByText('Held by Ben').waitFor({ state: 'attached' })
    expect(await rowOf(ben).getByText('Unread').count()).toBe(0)
    await dana.say('A warm white one, please')
    await rowOf(ben).getByText('Unread').waitFor({ state: 'attached' })
    await rowOf(ben).click()
    await rowOf(ben).getByText('Unread').waitFor({ state: 'detached' })
    for (const member of [ada, ben, vic]) noErrors(member)
  }, 30_000)
})
