import type { Browser, BrowserContext, Page } from 'playwright-core'
import { eventually } from '../support/api.ts'
import { openBrowser } from '../support/browser.ts'
import { adaOn, demoBot, join, type ServerMember } from '../support/server-team.ts'
import { type Servers, startServers } from '../support/servers.ts'
import { type Customer, openCustomer } from './people.ts'

/** A server with Ada, Ben and the demo bot, and a browser for its customers. */
export type ChatStage = {
  url: string
  botId: string
  browser: Browser
  ada: ServerMember
  ben: ServerMember
  /** Another customer's browser, before the bot's page. */
  dana: (screen?: Parameters<typeof openCustomer>[3]) => Promise<Customer>
  /** The conversation in which this was said last. */
  conversationOf: (words: string) => Promise<string>
  close: () => Promise<void>
}

export async function openChatStage(env: Record<string, string> = {}): Promise<ChatStage> {
  const servers: Servers = await startServers('sqlite', env)
  const { url } = servers.first
  const ada = await adaOn(url)
  const ben = await join(url, ada, 'Ben')
  const { id: botId } = await demoBot(ada)
  const browser = await openBrowser()
  return {
    ...{ url, botId, browser, ada, ben },
    dana: (screen) => openCustomer(browser, url, botId, screen),
    conversationOf: async (words) => {
      const path = `/api/v1/conversations?q=${encodeURIComponent(words)}`
      const found = () => ada.get<{ items: { id: string }[] }>(path)
      return eventually(`somebody says ${words}`, async () => (await found()).body.items[0]?.id)
    },
    close: async () => {
      await browser.close()
      await servers.close()
    },
  }
}

export const composer = (page: Page) => page.locator('#composer')

/** Runs in the page before its own scripts; the tests know no window. */
export const before = (context: BrowserContext, script: string) => context.addInitScript(script)
