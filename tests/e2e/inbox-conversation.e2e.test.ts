import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { browserPath } from '../support/browser.ts'
import { type InboxScene, openInbox } from './inbox-scene.ts'
import { noErrors, openCustomer, visible } from './people.ts'

describe.skipIf(browserPath === null)('a conversation in real browsers', () => {
  let inbox: InboxScene
  beforeAll(async () => {
    inbox = await openInbox()
  }, 60_000)
  afterEach(() => inbox.leave())
  afterAll(() => inbox.close())

  const at = (id: string) => `/conversations/${id}`

  test('claim, answer and hand back by the keyboard alone', async () => {
    const dana = await inbox.customer('Can a person help me?', 'keys@example.com')
    const ben = await inbox.sit(inbox.ben)
    const { page } = ben
    await page.locator(`[data-row="${dana.id}"]`).waitFor()
    await page.keyboard.press('j')
    await page.waitForURL(new RegExp(dana.id))
    await page.getByRole('button', { name: 'Claim', exact: true }).first().waitFor()
    await page.keyboard.press('c')
    const reply = page.getByRole('textbox', { name: 'Your reply' })
    await reply.and(page.locator(':focus')).waitFor()
    await page.keyboard.type('Of course.')
    await page.keyboard.press('Shift+Enter')
    await page.keyboard.type('What is it about? h c j')
    await page.keyboard.press('Enter')
    await visible(page, /What is it about\? h c j/)
    await page.keyboard.press('Escape')
    await page.keyboard.press('h')
    await visible(page, 'Handed back, Robo is answering')
    const said = (await dana.events()).filter((event) => event.type === 'message.sent')
    expect(said.some(({ data }) => data.text === 'Of course.\nWhat is it about? h c j')).toBe(true)
    noErrors(ben)
  }, 30_000)

  test('colleagues see who looks and who types; looking claims nothing', async () => {
    const dana = await openCustomer(inbox.browser, inbox.url, inbox.bot.id)
    await dana.say('What is human takeover?')
    await dana.sees(/step into a live conversation/)
    const { items } = (await inbox.ada.get<{ items: { id: string }[] }>('/api/v1/conversations')).body
    const id = items[0]?.id ?? ''
    const ben = await inbox.sit(inbox.ben, { path: at(id) })
    const chidi = await inbox.sit(inbox.chidi, { path: at(id) })
    await ben.sees('Chidi is viewing')
    await chidi.sees('Ben is viewing')
    await dana.page.getByRole('textbox', { name: /message to/i }).pressSequentially('Hm')
    await ben.sees(/customer is typing/i)
    expect((await inbox.ada.get<{ state: string }>(`/api/v1/conversations/${id}`)).body.state).toBe('bot')
    await ben.click('Take over')
    await chidi.sees('Ben is answering')
    await ben.page.getByRole('textbox', { name: 'Your reply' }).pressSequentially('Hello')
    await chidi.sees('Ben is typing')
    await dana.sees(/Ben is typing/)
    for (const one of [ben, chidi]) noErrors(one)
  }, 30_000)

  test('a draft survives a reload, and stays when the conversation was taken away meanwhile', async () => {
    const dana = await inbox.customer('Something long to answer', 'draft@example.com')
    await inbox.ben.claim(dana.id)
    const ben = await inbox.sit(inbox.ben, { path: at(dana.id) })
    const reply = ben.page.getByRole('textbox', { name: 'Your reply' })
    await reply.fill('A long and careful answer')
    await ben.page.reload()
    await expect.poll(() => reply.inputValue()).toBe('A long and careful answer')
    await inbox.ada.act(dana.id, 'transfer', { memberId: (await memberNamed('Chidi')).id })
    await ben.sees('Chidi is answering')
    const { mine } = (await inbox.ben.get<{ mine: number }>('/api/v1/conversations/counts')).body
    const counted = () => ben.page.locator('.rail a', { hasText: /^Mine/ }).innerText()
    await expect.poll(async () => (await counted()).replace(/\s+/g, ' ')).toBe(`Mine ${mine}`)
    expect(await reply.inputValue()).toBe('A long and careful answer')
    expect(await reply.isEditable()).toBe(false)
    await ben.sees(/Held by Chidi/)
    noErrors(ben)
  }, 30_000)

  test('words that are written from right to left begin at the right, whoever wrote them', async () => {
    const dana = await inbox.customer('مرحبا، أحتاج 12 مصباحا.', 'right@example.com')
    await inbox.ben.claim(dana.id)
    await inbox.ben.say(dana.id, 'Hello 12.')
    const ben = await inbox.sit(inbox.ben, { path: at(dana.id) })
    const fromRight = (element: string) => ben.page.locator(`${element}:dir(rtl)`)
    await ben.sees('Hello 12.')
    expect(await fromRight('.bubble .words').allInnerTexts()).not.toContain('Hello 12.')
    expect(await fromRight('.bubble .words').allInnerTexts()).toContain('مرحبا، أحتاج 12 مصباحا.')
    const reply = ben.page.getByRole('textbox', { name: 'Your reply' })
    await reply.fill('أهلا')
    expect(await fromRight('textarea').count()).toBe(1)
    await reply.fill('')
  }, 30_000)

  test('what cannot be sent is kept, said, and sent again or changed', async () => {
    const dana = await inbox.customer('Is anybody there?', 'offline@example.com')
    await inbox.ben.claim(dana.id)
    const ben = await inbox.sit(inbox.ben, { path: at(dana.id) })
    let refused = 0
    await ben.page.route('**/messages', (route) => {
      refused += 1
      return refused > 1 ? route.continue() : route.fulfill({ status: 422, json: refusal })
    })
    await ben.say('Yes, I am here')
    await ben.sees(/Not sent/)
    await ben.page.reload()
    await ben.sees(/Not sent/)
    await ben.click('Edit')
    const reply = ben.page.getByRole('textbox', { name: 'Your reply' })
    await expect.poll(() => reply.inputValue()).toBe('Yes, I am here')
    await reply.press('Enter')
    await ben.sees(/^Sent$/)
    await ben.context.setOffline(true)
    await ben.say('And now offline')
    await ben.sees(/Waiting for the connection|Sending/)
    await ben.context.setOffline(false)
    await expect.poll(async () => (await dana.events()).filter(isSaid('And now offline')).length, soon).toBe(1)
    expect((await dana.events()).filter(isSaid('Yes, I am here'))).toHaveLength(1)
  }, 40_000)

  test('what the bot was about to say is offered to whoever takes over', async () => {
    const ada = await inbox.sit(inbox.ada)
    const dana = await inbox.customer('Hello there')
    await ada.open(at(dana.id))
    await expect
      .poll(async () => (await dana.events()).filter(({ type }) => type === 'message.sent').length, soon)
      .toBe(2)
    await ada.page.getByRole('button', { name: 'Take over' }).first().waitFor()
    await dana.say('What is human takeover and who can claim a conversation?')
    const drafting = ada.page.locator('.bubble_drafting')
    await drafting.filter({ hasText: /\w+ \w+ \w+/ }).waitFor()
    await ada.click('Take over')
    const offer = ada.page.getByRole('region', { name: 'Robo was about to say' })
    await offer.waitFor()
    await ada.page.reload()
    await offer.waitFor()
    await ada.click('Use as draft')
    const reply = ada.page.getByRole('textbox', { name: 'Your reply' })
    expect((await reply.inputValue()).length).toBeGreaterThan(8)
    expect(await offer.count()).toBe(0)
    const said = (await dana.events()).filter(({ type }) => type === 'message.sent')
    expect(said).toHaveLength(3)
    noErrors(ada)
  }, 30_000)

  test('the side tells where the customer was, who held it, and leads to it; Dismiss asks first', async () => {
    const dana = await openCustomer(inbox.browser, inbox.url, inbox.bot.id)
    await dana.say('Talk to a human please')
    await dana.leaveAddress('side@example.com')
    await dana.sees(/team has been told/i)
    const ben = await inbox.sit(inbox.ben, { path: '/conversations?state=escalated' })
    await ben.page.getByText('side@example.com').first().click()
    const side = ben.page.getByRole('complementary', { name: 'About this conversation' })
    await side.getByRole('link', { name: new RegExp(`/b/${inbox.bot.id}`) }).waitFor()
    await side.getByText('British English').waitFor()
    await side.getByText(/Chrome \d+ on Linux/).waitFor()
    await side.getByText('Waiting for a person').first().waitFor({ state: 'attached' })
    await ben.click('More actions')
    await ben.page.getByRole('menuitem', { name: /^Dismiss/ }).click()
    const asks = ben.page.getByRole('dialog', { name: /Dismiss the request/ })
    await asks.getByRole('button', { name: 'Cancel' }).click()
    await ben.sees('Waiting for a person')
    await ben.page.locator('[aria-label="More actions"]:focus').waitFor()
    await ben.click('More actions')
    await ben.page.getByRole('menuitem', { name: /^Dismiss/ }).click()
    await asks.getByRole('button', { name: 'Dismiss' }).click()
    await ben.sees(/Robo is answering/)
    noErrors(ben)
  }, 30_000)

  const memberNamed = async (name: string) => {
    const { items } = (await inbox.ada.get<{ items: { id: string; name: string }[] }>('/api/v1/team/members')).body
    const found = items.find((one) => one.name === name)
    if (found === undefined) throw new Error(`nobody is called ${name}`)
    return found
  }
})

const soon = { timeout: 10_000 }
const refusal = { type: 'about:blank', title: 'Refused', status: 422, code: 'text_invalid', detail: 'Not like this.' }
const isSaid = (text: string) => (event: { type: string; data?: unknown }) =>
  event.type === 'message.sent' && (event.data as { text?: string }).text === text
