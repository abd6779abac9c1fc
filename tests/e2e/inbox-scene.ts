import type { Bot } from '@baton/protocol'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { asDana, begin, type CustomerSession, eventually } from '../support/api.ts'
import { desktop, openBrowser, openPage, type Screen, type Seen } from '../support/browser.ts'
import { ownerOfServer } from '../support/server-process.ts'
import { adaOn, demoBot, join, type ServerMember } from '../support/server-team.ts'
import { type Servers, startServers } from '../support/servers.ts'
import { type AtDashboard, atDashboard } from './people.ts'

/** A real server with Ada, Ben, Chidi and Vic, the demo bot and a second one, and a browser. */
export type InboxScene = Awaited<ReturnType<typeof openInbox>>

type Look = { screen?: Screen; dark?: boolean; path?: string; prepare?: (context: BrowserContext) => Promise<void> }

export async function openInbox() {
  const servers: Servers = await startServers('sqlite')
  const { url } = servers.first
  const ada = await adaOn(url)
  const ben = await join(url, ada, 'Ben')
  const chidi = await join(url, ada, 'Chidi')
  const vic = await join(url, ada, 'Vic', 'viewer')
  const bot = await demoBot(ada)
  const { body: second } = await ada.post<Bot>('/api/v1/bots', { name: 'Second' })
  const browser: Browser = await openBrowser()

  /** A member at the dashboard, signed in without the form. */
  const sit = async (member: ServerMember, { screen = desktop, dark = false, path, prepare }: Look = {}) => {
    const seen = await openPage(browser, screen, dark)
    await prepare?.(seen.context)
    await signIn(seen, url, member.name)
    await seen.page.goto(`${url}${path ?? '/conversations'}`)
    return atDashboard(seen, url)
  }
  /** One more tab of the same browser. */
  const anotherTab = async ({ context }: AtDashboard, path = '/conversations'): Promise<Page> => {
    const page = await context.newPage()
    await page.goto(`${url}${path}`)
    return page
  }
  /** A customer who writes and, where an address is given, asks for a human. */
  const customer = async (text: string, email?: string, botId = bot.id): Promise<CustomerSession & Acts> => {
    const session = await begin(url, botId, text)
    const acts = asDana(url, session)
    if (email !== undefined) await acts.escalate({ email })
    return { ...session, ...acts }
  }
  /** A customer whom the bot has answered: nothing more happens by itself. */
  const answered = async (text: string): Promise<CustomerSession & Acts> => {
    const one = await customer(text)
    await eventually('the bot’s answer', async () =>
      (await one.events()).some((event) => event.type === 'message.sent' && event.actor.kind === 'bot'),
    )
    return one
  }
  return {
    ...{ servers, url, browser, ada, ben, chidi, vic, bot, second, sit, anotherTab, customer, answered },
    leave: async () => {
      for (const context of browser.contexts()) await context.close()
    },
    close: async () => {
      await browser.close()
      await servers.close()
    },
  }
}

type Acts = ReturnType<typeof asDana>

async function signIn({ context }: Seen, url: string, name: string): Promise<void> {
  const signsIn =
    name === 'Ada'
      ? { email: ownerOfServer.email, password: ownerOfServer.password }
      : { email: `${name.toLowerCase()}@example.com`, password: `the password of ${name}` }
  const answer = await context.request.post(`${url}/api/auth/sign-in/email`, {
    data: signsIn,
    headers: { origin: url },
  })
  if (!answer.ok()) throw new Error(`sign-in of ${name}: ${answer.status()}`)
}

/** Where a row of the list stands on the screen. */
export async function placeOf(page: Page, id: string): Promise<{ x: number; y: number }> {
  const box = await page.locator(`[data-row="${id}"]`).boundingBox()
  if (box === null) throw new Error('the row is not drawn')
  return { x: box.x + 40, y: box.y }
}
