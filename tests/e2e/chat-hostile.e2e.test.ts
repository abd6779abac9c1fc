import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asDana, begin, eventually } from '../support/api.ts'
import { browserPath } from '../support/browser.ts'
import { type FakeProvider, startFakeProvider } from '../support/fake-provider.ts'
import { join } from '../support/server-team.ts'
import { before, type ChatStage, openChatStage } from './chat-stage.ts'
import { hostileNames, hostileTexts, intruders, launcherIntruders, trap } from './hostile-texts.ts'

/** So many hostile texts are one message of the model's, which is asked one thing after the other. */
const TOGETHER = 12

describe.skipIf(browserPath === null)('hostile texts are shown as text', () => {
  let stage: ChatStage
  let provider: FakeProvider

  beforeAll(async () => {
    provider = await startFakeProvider(() => [])
    stage = await openChatStage({ ALLOW_PRIVATE_ADDRESSES: `127.0.0.1:${provider.port}` })
  }, 90_000)
  afterAll(async () => {
    await stage.close()
    await provider.close()
  })

  /** The page of a customer who knows this conversation, watched; `look` says what happened that must not. */
  async function watch(
    session: { id: string; token: string } | null,
    { page: path = `/b/${stage.botId}`, more = '' } = {},
  ) {
    const context = await stage.browser.newContext()
    await before(context, trap)
    const kept = JSON.stringify({ startKey: 'k'.repeat(32), conversationId: session?.id, token: session?.token })
    if (session) await before(context, `localStorage.setItem('baton:${stage.botId}:access', ${JSON.stringify(kept)})`)
    const page = await context.newPage()
    const foreign: string[] = []
    page.on('request', (request) => {
      if (!request.url().startsWith(stage.url) && !request.url().startsWith('data:')) foreign.push(request.url())
    })
    page.on('dialog', (dialog) => void dialog.dismiss())
    await page.goto(`${stage.url}${path}${more}`)
    if (path.startsWith('/b/')) await page.locator('textarea').waitFor()
    const look = async (of = intruders) => ({
      ran: await page.evaluate<string[]>('globalThis.ran'),
      foreign,
      intruders: await page.evaluate<string[]>(of),
      away: page.url().startsWith(stage.url) ? [] : [page.url()],
    })
    return { page, look, close: () => context.close() }
  }
  const nothing = { ran: [], foreign: [], intruders: [], away: [] }

  test(`${hostileTexts.length} of them, from the customer and from an agent`, async () => {
    expect(hostileTexts.length).toBeGreaterThanOrEqual(300)
    const session = await begin(stage.url, stage.botId)
    const dana = asDana(stage.url, session)
    await stage.ben.act(session.id, 'take-over')
    for (const text of hostileTexts) {
      expect((await dana.say(text)).status).toBe(201)
      expect((await stage.ben.say(session.id, text)).status).toBe(201)
    }
    const { page, look, close } = await watch(session)
    await page.locator('.by-agent').last().waitFor()
    let shown = 0
    await eachStretch(page, async () => {
      shown += await page.locator('.bubble').count()
      expect(await look()).toEqual(nothing)
    })
    expect(shown).toBeGreaterThanOrEqual(hostileTexts.length * 2)
    await close()
  }, 120_000)

  test('all of them from the bot, while it writes and when it has written', async () => {
    const model = { provider: 'openai-compatible', baseUrl: provider.baseUrl, name: 'echo', apiKey: 'none' }
    expect((await stage.ada.patch(`/api/v1/bots/${stage.botId}`, { model })).status).toBe(200)
    const batches = Array.from({ length: Math.ceil(hostileTexts.length / TOGETHER) }, (_, index) =>
      hostileTexts
        .slice(index * TOGETHER, (index + 1) * TOGETHER)
        .join('\n\n')
        .slice(0, 3_900),
    )
    let asked = 0
    provider.answer(() => [{ say: batches[asked++] ?? '', size: 400, everyMs: 1 }, { finish: 'stop' }])
    const session = await begin(stage.url, stage.botId)
    const dana = asDana(stage.url, session)
    const { page, look, close } = await watch(session)
    for (const [index] of batches.entries()) {
      await dana.say(`Question ${index}`)
      await eventually('the answer', async () => {
        const events = await dana.events()
        return events.filter((event) => event.type === 'message.sent' && event.actor.kind === 'bot').length > index
      })
    }
    await page.locator('.by-bot .bubble').nth(batches.length).waitFor()
    expect(asked).toBe(batches.length)
    await eachStretch(page, async () => expect(await look()).toEqual(nothing))
    await stage.ada.patch(`/api/v1/bots/${stage.botId}`, { model: { provider: 'builtin' } })
    await close()
  }, 120_000)

  test('as names of bot, agent and customer, as greeting, suggestions and page data', async () => {
    for (const [index, name] of hostileNames.slice(0, 3).entries()) {
      const questions = hostileNames.slice(index * 5, index * 5 + 5)
      const greeting = hostileTexts
        .slice(index * 20, index * 20 + 20)
        .join('\n\n')
        .slice(0, 900)
      expect((await stage.ada.patch(`/api/v1/bots/${stage.botId}`, { name, greeting })).status).toBe(200)
      const web = `/api/v1/bots/${stage.botId}/web-channel`
      expect((await stage.ada.patch(web, { suggestedQuestions: questions })).status).toBe(200)
      const empty = await watch(null, { more: `?q=${encodeURIComponent(name)}#${encodeURIComponent(name)}` })
      await empty.page.locator('.bubble').first().waitFor()
      expect(await empty.look()).toEqual(nothing)
      await empty.close()

      const agent = await join(stage.url, stage.ada, `Agent ${index}`)
      expect(await agent.patch('/api/v1/me', { name })).toMatchObject({ status: 200, body: { member: { name } } })
      const session = await begin(stage.url, stage.botId)
      const dana = asDana(stage.url, session)
      await dana.escalate({ email: 'dana@example.com', name, note: name })
      await agent.claim(session.id)
      await agent.say(session.id, 'Hello')
      const held = await watch(session)
      await held.page.getByText('Hello', { exact: true }).first().waitFor()
      expect(await held.page.locator('.by-agent .name').last().innerText()).toContain(name)
      expect(await held.page.locator('header').innerText()).toContain(name)
      expect(await held.look()).toEqual(nothing)
      await held.close()
    }
  }, 60_000)

  test('as name of the bot and words on the button of the widget, closed and opened', async () => {
    for (const name of hostileNames.filter(({ length }) => length <= 40).slice(0, 3)) {
      expect((await stage.ada.patch(`/api/v1/bots/${stage.botId}`, { name })).status).toBe(200)
      for (const launcherLabel of [name, '']) {
        const theme = { launcherLabel }
        expect((await stage.ada.patch(`/api/v1/bots/${stage.botId}/web-channel`, { theme })).status).toBe(200)
        const { page, look, close } = await watch(null, { page: `/demo/${stage.botId}` })
        const launcher = page.getByRole('button', { name, exact: true })
        await launcher.waitFor()
        if (launcherLabel !== '') expect(await launcher.innerText()).toBe(name)
        await launcher.click()
        const frame = page.locator('iframe')
        await frame.contentFrame().locator('textarea').waitFor()
        expect(await frame.getAttribute('title')).toBe(name)
        expect(await look(launcherIntruders)).toEqual(nothing)
        for (const each of page.frames()) expect(await each.evaluate('globalThis.ran')).toEqual([])
        await close()
      }
    }
  }, 60_000)
})

/** Does this for every stretch of the thread, from the end to the beginning. */
async function eachStretch(page: Page, act: () => Promise<void>): Promise<void> {
  const key = () => page.evaluate<string>(`document.querySelector('[data-row]')?.dataset.row ?? ''`)
  for (let before = ''; ; ) {
    await act()
    const now = await key()
    if (now === before) return
    before = now
    await page.evaluate(`document.querySelector('.chat').scrollTop = 0`)
    await page.waitForTimeout(250)
  }
}
