import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { browserPath } from '../support/browser.ts'
import { type InboxScene, openInbox } from './inbox-scene.ts'
import { noErrors } from './people.ts'

describe.skipIf(browserPath === null)('the command palette and the shortcuts in a real browser', () => {
  let inbox: InboxScene
  beforeAll(async () => {
    inbox = await openInbox()
  }, 60_000)
  afterEach(() => inbox.leave())
  afterAll(() => inbox.close())

  test('Ctrl K finds a conversation by what was said, and does what it allows', async () => {
    const dana = await inbox.customer('My turquoise kettle leaks', 'kettle@example.com')
    await dana.say('Nothing of that colour here')
    let letGo = () => {}
    const held = new Promise<void>((resolve) => {
      letGo = resolve
    })
    const ben = await inbox.sit(inbox.ben, { path: '/team' })
    const { page } = ben
    await page.getByRole('heading', { name: 'Team' }).waitFor()
    await page.keyboard.press('Control+k')
    const field = page.getByPlaceholder('Search conversations, pages and commands')
    await field.waitFor()
    await page.keyboard.type('turquoise')
    const entry = page.getByRole('option', { name: /kettle@example\.com/ })
    await entry.waitFor()
    // What Enter would take is said to those who do not see it, and how much there is.
    expect(await page.getByRole('combobox').getAttribute('aria-activedescendant')).toBe(await entry.getAttribute('id'))
    expect(await entry.getAttribute('aria-selected')).toBe('true')
    await page.getByRole('status').filter({ hasText: '1 entry' }).waitFor({ state: 'attached' })
    // Why it was found.
    expect(await entry.locator('mark').allInnerTexts()).toEqual(['turquoise'])
    // What was found for the words before is not taken for the words that are typed now.
    await page.route(/q=turquoise\+k/, async (route) => {
      await held
      await route.continue()
    })
    await page.keyboard.type(' k')
    await page.keyboard.press('Enter')
    await expect.poll(() => entry.getAttribute('aria-disabled')).toBe('true')
    await page.keyboard.press('Enter')
    expect(new URL(page.url()).pathname).toBe('/team')
    letGo()
    await expect.poll(() => entry.getAttribute('aria-selected')).toBe('true')
    await page.keyboard.press('Enter')
    await page.waitForURL(new RegExp(dana.id))
    await page.getByText('My turquoise kettle leaks').filter({ visible: true }).first().waitFor()
    await page.getByRole('button', { name: 'Claim', exact: true }).first().waitFor()
    await page.keyboard.press('Control+k')
    await field.waitFor()
    await page.keyboard.type('claim')
    await page.keyboard.press('Enter')
    await ben.sees('You are answering')
    // Also while one types a reply.
    await page.getByRole('textbox', { name: 'Your reply' }).fill('Half a sentence')
    await page.keyboard.press('Control+k')
    await field.waitFor()
    await page.keyboard.type('return to q')
    await page.keyboard.press('Enter')
    await ben.sees('Waiting for a person')
    noErrors(ben)
  }, 30_000)

  test('what is typed while the palette is still on its way does nothing to the conversation', async () => {
    const dana = await inbox.customer('I wait', 'slow-palette@example.com')
    const ben = await inbox.sit(inbox.ben, { path: `/conversations/${dana.id}` })
    await ben.page.getByRole('button', { name: 'Claim', exact: true }).first().waitFor()
    const held = Promise.withResolvers<void>()
    await ben.page.route('**/palette-*.js', async (route) => {
      await held.promise
      await route.continue()
    })
    await ben.page.keyboard.press('Control+k')
    await ben.page.keyboard.type('claims')
    held.resolve()
    await ben.page.getByRole('combobox').waitFor()
    expect((await dana.read()).body.state).toBe('escalated')
  }, 30_000)

  test('single keys can be switched off, and the sheet of all keys opens from the menu then', async () => {
    await inbox.customer('Anybody?', 'off@example.com')
    await inbox.ben.patch('/api/v1/me/preferences', { singleKeys: false })
    const ben = await inbox.sit(inbox.ben)
    const { page } = ben
    await page.locator('[data-row]').first().waitFor()
    await expect.poll(() => page.evaluate("localStorage['baton.preferences']")).toMatch(/"singleKeys":false/)
    await page.keyboard.press('j')
    await page.keyboard.press('?')
    expect(await page.getByRole('dialog').count()).toBe(0)
    expect(page.url()).toMatch(/\/conversations$/)
    await page.getByRole('button', { name: /Ben/ }).last().click()
    await page.getByRole('menuitem', { name: 'Keyboard shortcuts' }).click()
    await page.getByRole('dialog', { name: 'Keyboard' }).waitFor()
    noErrors(ben)
  }, 30_000)
})
