import type { Identified, IdentitySecret, MemberConversation, Page as PageOf } from '@baton/protocol'
import { SignJWT } from 'jose'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { call as api, eventually } from '../support/api.ts'
import { browserPath } from '../support/browser.ts'
import { hostPage, loaderTag } from '../support/host-pages.ts'
import { customerOfToken, mailedLink } from '../support/mailed-link.ts'
import {
  call,
  composer,
  type EmbedScene,
  embedScene,
  heard,
  launcher,
  noted,
  noteEvents,
  type Visit,
} from './embed-scene.ts'

const early = `<script>window.baton = window.baton || []; baton.push(['show']); baton.push(['extendTheme', { theme: 'dark' }])</script>`
const settings = `<script>window.batonSettings = { theme: 'dark', position: 'left', launcherLabel: '<img src=x onerror=alert(1)>',
  colours: { primary: '#ffe14d' }, locale: 'de', initialQuestion: 'What is human takeover?' }</script>`
const pages = (home: string, bot: string) => ({
  '/noted': { html: hostPage('<h1>Shop</h1>', noteEvents + loaderTag(home, bot)) },
  '/early': { html: hostPage('<h1>Shop</h1>', early + loaderTag(home, bot)) },
  '/settings': { html: hostPage('<h1>Shop</h1>', settings + loaderTag(home, bot)) },
})

describe.skipIf(browserPath === null)('the SDK', () => {
  let scene: EmbedScene
  beforeAll(async () => {
    scene = await embedScene(pages)
  }, 60_000)
  afterEach(async () => {
    for (const context of scene.browser.contexts()) await context.close()
  })
  afterAll(() => scene.end())

  const newest = () =>
    eventually('a conversation', async () => {
      const { body } = await scene.ada.get<PageOf<MemberConversation>>('/api/v1/conversations?limit=1')
      return body.items[0]
    })

  test('does what was called before it was there', async () => {
    const { page, chat, errors } = await scene.visit('/early')
    await composer(chat).waitFor()
    expect(await chat.locator('html').evaluate('getComputedStyle(document.documentElement).colorScheme')).toBe('dark')
    expect(await page.evaluate('Array.isArray(baton)')).toBe(false)
    expect(errors).toEqual([])
  })

  test('shows, hides and toggles chat, button and bubble', async () => {
    const { page, chat } = await scene.visit('/noted')
    await launcher(page).waitFor()
    const button = page.locator('.l')
    await call(page, ['toggle'])
    await composer(chat).waitFor()
    await call(page, ['toggle'])
    await launcher(page).waitFor()
    for (const [method, shown] of [
      ['hideTrigger', false],
      ['showTrigger', true],
      ['toggleTrigger', false],
      ['toggleTrigger', true],
    ] as const) {
      await call(page, [method])
      expect([method, await button.isVisible()]).toEqual([method, shown])
    }
    await call(page, ['showPreview', '<b>Hello</b>, may I help?', 50])
    await page.getByText('<b>Hello</b>, may I help?').waitFor()
    await call(page, ['hidePreview'])
    await page.getByText('may I help?').waitFor({ state: 'hidden' })
    await call(page, ['showPreview', 'Ask me'])
    await page.getByRole('button', { name: 'Ask me' }).click()
    await composer(chat).waitFor()
    await call(page, ['extendTheme', { colours: { primary: '#ffe14d' }, position: 'left', launcherLabel: 'Ask' }])
    expect((await button.boundingBox())?.x).toBe(20)
    const inTree = "document.querySelector('[popover]').shadowRoot.querySelector('.l')"
    expect(await page.evaluate(`getComputedStyle(${inTree}).color`)).toBe('rgb(0, 0, 0)')
    await call(page, ['hide'])
    await page.getByRole('button', { name: 'Ask', exact: true }).waitFor()
    const names = (await noted(page)).map(([name]) => name)
    expect(names).toEqual(['ready', 'open', 'close', 'open', 'close'])
    expect((await noted(page, 'domNoted')).map(([name]) => name)).toEqual(names)
  })

  test('tells every event of a takeover, to handlers and to the page, and the team where it began', async () => {
    const { page, chat } = await scene.visit('/noted')
    await page.evaluate(`history.pushState({}, '', '/parcels?id=7#key=secret'); document.title = '<b>Parcels</b>'`)
    await call(page, ['sendMessage', 'I would like to talk to a real person'])
    expect(await heard(page, 'message')).toMatchObject({ by: expect.stringMatching(/customer|bot/) })
    await chat.getByLabel(/e-mail address/i).fill('dana@example.com')
    await page.keyboard.press('Enter')
    await heard(page, 'escalated')
    const { id, visit } = await newest()
    expect(visit.page).toEqual({ url: `${scene.site.origin}/parcels?id=7`, title: '<b>Parcels</b>', referrer: null })
    await scene.ada.claim(id)
    expect(await heard(page, 'agent_joined')).toEqual({ agent: { name: 'Ada' } })
    await call(page, ['hide'])
    await scene.ada.say(id, 'Hello Dana, this is Ada.')
    await page.getByText('Hello Dana, this is Ada.').waitFor()
    await page.getByRole('button', { name: 'Robo (1)' }).waitFor()
    expect(await heard(page, 'unread')).toEqual({ count: 1 })
    await page.getByRole('button', { name: 'Robo (1)' }).click()
    await launcher(page).waitFor({ state: 'hidden' })
    await page.waitForFunction("noted.some(([name, detail]) => name === 'unread' && detail.count === 0)")
    await scene.ada.handBack(id)
    expect(await heard(page, 'agent_left')).toEqual({ agent: { name: 'Ada' } })
    await call(page, ['newConversation', 'Something else'])
    await chat.getByText('Something else').first().waitFor()
    await eventually('another conversation', async () => (await newest()).id !== id)
    expect(await noted(page, 'domNoted')).toEqual(await noted(page))
  })

  test('takes settings from the page, as text and never as more', async () => {
    const { page, errors } = await scene.visit('/settings')
    const button = page.getByRole('button', { name: '<img src=x onerror=alert(1)>' })
    expect((await button.boundingBox())?.x).toBe(20)
    await button.click()
    const chat = page.frameLocator('iframe')
    await chat.getByText('What is human takeover?').first().waitFor()
    expect(await chat.locator('html').getAttribute('lang')).toBe('de')
    expect(errors).toEqual([])
  })

  test('MA23: a signed identity is the same customer elsewhere, until reset; no token is in any address', async () => {
    const { body } = await scene.ada.post<IdentitySecret>(`/api/v1/bots/${scene.botId}/web-channel/identity-secret`)
    const sign = (claims: object) =>
      new SignJWT({ sub: 'dana', aud: scene.botId, exp: Math.floor(Date.now() / 1000) + 300, ...claims })
        .setProtectedHeader({ alg: 'HS256' })
        .sign(new TextEncoder().encode(body.secret))
    const token = await sign({ email: 'dana@example.com' })
    const desk = await scene.visit('/noted')
    await call(desk.page, ['identify', { token }], ['sendMessage', 'From my desk'])
    await desk.chat.getByText('From my desk').first().waitFor()
    await eventually('the message', async () => (await newest()).lastMessage !== null)
    const other = await scene.visit('/noted')
    await call(other.page, ['identify', { token: await sign({}) }], ['show'])
    await other.chat.getByText('From my desk').first().waitFor()
    await call(other.page, ['identify', { token: await sign({ exp: 1 }) }])
    expect(await heard(other.page, 'error')).toMatchObject({ code: 'identity_refused' })
    await call(other.page, ['reset'], ['show'])
    await composer(other.chat).waitFor()
    await other.chat.getByText('From my desk').first().waitFor({ state: 'hidden' })
    expect(await other.page.evaluate(`localStorage.getItem('baton:${scene.botId}')`)).toBeNull()
    const phone = await lettingIn(desk, await sign({ email: 'dana@example.com' }))
    const said = [...desk.requests, ...other.requests, ...phone.requests].flatMap(({ url, referer = '' }) => [
      url,
      referer,
    ])
    expect(said.filter((text) => /eyJ|idsec_|v1\./.test(text))).toEqual([])
    expect(scene.servers.first.output()).not.toMatch(/eyJ|idsec_|v1\.|From my desk/)
  })

  /** MA23: the link of a mail opens the chat in a browser that knows nothing of it, when its customer says so; then no more. */
  async function lettingIn(desk: Visit, token: string): Promise<Visit> {
    await call(desk.page, ['identify', { token }])
    const { botId } = scene
    const identify = { body: { token } }
    const known = await api<Identified>(scene.home, `/api/channel/v1/bots/${botId}/identify`, identify)
    const customerId = customerOfToken(known.body.token)
    const conversationId = known.body.conversation?.id ?? ''
    const about = { id: 'mail', botId, customerId, conversationId, email: 'dana@example.com' }
    const address = `${scene.home}/b/${botId}#open=${conversationId}.${mailedLink(scene.servers, about)}`
    const phone = await scene.visit(address)
    const opener = phone.page.getByRole('button', { name: 'Open the chat' })
    await opener.waitFor()
    if (process.env.MAIL_PAGES) await phone.page.screenshot({ path: `${process.env.MAIL_PAGES}/let-in.png` })
    await opener.click()
    await phone.page.getByText('From my desk').first().waitFor()
    expect(phone.page.url()).toBe(`${scene.home}/b/${botId}`)
    await phone.page.reload()
    await phone.page.getByText('From my desk').first().waitFor()
    const late = await scene.visit(address)
    await late.page.getByRole('button', { name: 'Open the chat' }).click()
    await late.page.getByText('This link was used or has run out.').waitFor()
    if (process.env.MAIL_PAGES) await late.page.screenshot({ path: `${process.env.MAIL_PAGES}/link-over.png` })
    await late.page.getByRole('button', { name: 'Start a new chat' }).click()
    await late.page.getByRole('textbox', { name: /message to/i }).waitFor()
    expect(await late.page.getByText('From my desk').count()).toBe(0)
    expect(phone.errors).toEqual([])
    return phone
  }

  /** What the chat keeps in the browser under this name; null where there is nothing. */
  async function keptByChat({ context }: Visit, name: string): Promise<Record<string, string> | null> {
    const { origins } = await context.storageState()
    const kept = origins.find(({ origin }) => origin === scene.home)?.localStorage ?? []
    return JSON.parse(kept.find((one) => one.name === `baton:${scene.botId}:${name}`)?.value ?? 'null')
  }

  test('a reset whose page is left at once is done by the next page, also where no conversation is open', async () => {
    const visit = await scene.visit('/noted')
    const { page, chat, context } = visit
    await call(page, ['sendMessage', 'For my eyes only'])
    await chat.locator('.by-bot .bubble').nth(1).waitFor()
    const { conversationId = '', token = '' } = (await keptByChat(visit, 'access')) ?? {}
    await call(page, ['newConversation'], ['hide'])
    await expect.poll(async () => (await keptByChat(visit, 'access'))?.customerToken).toBe(token)
    await page.goto(`${scene.site.origin}/noted?signing-out`)
    await launcher(page).waitFor()
    expect(page.frames()).toHaveLength(1)
    // What a slow network does: this page is left before anything of the chat has come.
    await context.route('**/widget-chat.js', (route) => page.url().endsWith('?signing-out') || route.continue())
    await page.evaluate(`baton.reset(); setTimeout(() => { location.href = '?signed-out' })`)
    await page.waitForURL('**/noted?signed-out')
    const path = `/api/channel/v1/conversations/${conversationId}`
    await eventually('the token is over', async () => (await api(scene.home, path, { token })).status === 401)
    expect(await keptByChat(visit, 'access')).toBeNull()
    await expect
      .poll(() => page.evaluate('JSON.stringify([{ ...localStorage }, { ...sessionStorage }])'))
      .toBe('[{},{}]')
    await call(page, ['show'])
    await composer(chat).waitFor()
    expect(await chat.getByText('For my eyes only').count()).toBe(0)
    expect(visit.errors).toEqual([])
  })

  test('who is proven in the middle of a conversation goes on hearing, also after a lost connection', async () => {
    const { body } = await scene.ada.post<IdentitySecret>(`/api/v1/bots/${scene.botId}/web-channel/identity-secret`)
    const signed = new SignJWT({ sub: 'zoe', aud: scene.botId, exp: Math.floor(Date.now() / 1000) + 300 })
    const token = await signed.setProtectedHeader({ alg: 'HS256' }).sign(new TextEncoder().encode(body.secret))
    const visit = await scene.visit('/noted')
    await call(visit.page, ['sendMessage', 'Nobody knows me'])
    await visit.chat.locator('.by-bot .bubble').nth(1).waitFor()
    const before = await keptByChat(visit, 'access')
    await call(visit.page, ['identify', { token }])
    await expect.poll(async () => (await keptByChat(visit, 'access'))?.token).not.toBe(before?.token)
    const id = (await newest()).id
    expect(id).toBe(before?.conversationId)
    await visit.context.setOffline(true)
    await visit.chat
      .getByText(/You are offline/)
      .first()
      .waitFor()
    await visit.context.setOffline(false)
    await scene.ada.act(id, 'take-over')
    await scene.ada.say(id, 'Still there?')
    await visit.chat.locator('.by-agent', { hasText: 'Still there?' }).waitFor()
    expect(visit.errors.filter((error) => /401/.test(error))).toEqual([])
  })

  test('after a reset nothing that was typed is left, in no tab', async () => {
    const one = await scene.visit('/noted')
    const other = await scene.visit('/noted', { context: one.context })
    await call(one.page, ['sendMessage', 'Two tabs'])
    await call(other.page, ['show'])
    await other.chat.locator('.by-customer').waitFor()
    await composer(one.chat).fill('Half a secret')
    await composer(other.chat).fill('The other half')
    await call(one.page, ['reset'], ['show'])
    await other.chat.locator('.by-customer').waitFor({ state: 'detached' })
    for (const { chat } of [one, other]) await expect.poll(() => composer(chat).inputValue()).toBe('')
    expect([await keptByChat(one, 'unsent'), await keptByChat(one, 'seen')]).toEqual([null, null])
  })

  test('believes only its own frame, and the frame only the page around', async () => {
    const { page, chat } = await scene.visit('/noted')
    await launcher(page).click()
    await composer(chat).waitFor()
    await page.evaluate(`{
      postMessage({ baton: { kind: 'unread', count: 9 } }, '*')
      const forger = document.createElement('iframe')
      forger.srcdoc = '<script>parent.postMessage({ baton: { kind: "close" } }, "*");' +
        'for (let i = 0; i < 3; i++) if (parent.frames[i] && parent.frames[i] !== self) parent.frames[i].postMessage({ baton: { kind: "sendMessage", text: "forged" } }, "*")</scr' + 'ipt>'
      document.body.append(forger)
    }`)
    await page.waitForTimeout(700)
    expect(await composer(chat).isVisible()).toBe(true)
    expect(await chat.getByText('forged').count()).toBe(0)
    expect((await noted(page)).map(([name]) => name)).toEqual(['ready', 'open'])
  })

  test('destroyed it is gone, and comes back with its script', async () => {
    const { page, errors } = await scene.visit('/noted')
    await launcher(page).click()
    await composer(page.frameLocator('iframe')).waitFor()
    await call(page, ['destroy'])
    expect(await page.locator('iframe, .l').count()).toBe(0)
    expect(await page.evaluate('typeof window.baton')).toBe('undefined')
    await page.evaluate(`{
      const script = document.createElement('script')
      Object.assign(script, { src: '${scene.home}/widget.js' }).dataset.bot = '${scene.botId}'
      document.head.append(script)
    }`)
    await page.locator('.l').waitFor()
    expect(errors).toEqual([])
  })
})
