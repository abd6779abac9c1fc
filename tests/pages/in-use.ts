import type { Page, Route } from 'playwright-core'
import type { ServerMember } from '../support/server-team.ts'
import type { DemoTeam } from './demo-team.ts'
import { click, type PageState } from './page-state.ts'

/** What the dashboard shows while somebody works with it: menus, dialogs, searches, and what goes wrong on the way. */
export function inUse(team: DemoTeam): PageState[] {
  return [...lists(), ...oneConversation(team), ...withBots(team), ...withPeople()]
}

const search = 'Search conversations, pages and commands'

function lists(): PageState[] {
  const at = { as: 'ben', path: '/conversations', ready: 'Escalated' } as const
  return [
    { ...at, name: 'palette', act: palette('') },
    { ...at, name: 'palette-found', act: palette('monday') },
    { ...at, name: 'palette-nothing', act: palette('zebra') },
    { ...at, name: 'key-sheet', act: (page) => page.keyboard.press('?') },
    { ...at, name: 'filter-by-state', act: click(/filter by state/i) },
    { ...at, name: 'filter-by-bot', act: click(/filter by bot/i) },
    { ...at, name: 'conversations-found', path: '/conversations?state=all&q=monday', ready: 'due on' },
    { ...at, name: 'conversations-found-none', path: '/conversations?state=all&q=zebra', ready: 'Nothing found' },
    { ...at, name: 'conversations-offline', act: offline },
    { ...at, name: 'conversations-reconnecting', ready: /Reconnecting|Live updates are off/, server: { deaf: true } },
  ]
}

const palette = (words: string) => async (page: Page) => {
  await page.keyboard.press('Control+k')
  await page.getByPlaceholder(search).fill(words)
  if (words === 'monday') await page.locator('[role="option"] mark').first().waitFor()
  if (words === 'zebra') await page.getByText('Nothing found. Try').waitFor()
}

/** As a browser says it; the page is still served, so that it can be looked at. */
async function offline(page: Page) {
  await page.evaluate(`Object.defineProperty(navigator, 'onLine', { get: () => false })
    window.dispatchEvent(new Event('offline'))`)
  await page.getByText('You are offline').waitFor()
}

function oneConversation({ conversations: of, members }: DemoTeam): PageState[] {
  const mine = { as: 'ben', path: `/conversations/${of.mine}`, ready: 'due on Monday' } as const
  const waits = { as: 'ben', path: `/conversations/${of.escalated}`, ready: 'real person' } as const
  return [
    { ...mine, name: 'conversation-actions', act: click('More actions') },
    { ...mine, name: 'conversation-transfer', act: choose(/^Transfer/) },
    { ...mine, name: 'conversation-not-sent', act: sendInVain },
    { ...mine, name: 'conversation-details', act: details },
    { ...waits, name: 'conversation-dismiss', act: choose(/^Dismiss/) },
    {
      ...{ as: 'ben', name: 'conversation-lost-race', path: `/conversations/${of.raced}`, ready: 'my invoice' },
      act: loseTheRaceTo(members.chidi, of.raced),
    },
    { as: 'ben', name: 'conversation-long-names', path: `/conversations/${of.named}`, ready: 'Maximiliane' },
  ]
}

const choose = (item: RegExp) => async (page: Page) => {
  await click('More actions')(page)
  await page.getByRole('menuitem', { name: item }).click()
  await page.getByRole('dialog').waitFor()
}

const answers = (status: number, body: object) => (route: Route) =>
  route.fulfill({ status, contentType: 'application/problem+json', body: JSON.stringify({ status, ...body }) })

async function sendInVain(page: Page) {
  const failed = { type: 'urn:x', title: 'Not available', code: 'unavailable', detail: 'The database does not answer.' }
  await page.route(/\/messages$/, answers(400, { ...failed, code: 'message_too_long' }))
  await page.getByRole('textbox', { name: 'Your reply' }).fill('It is on its way and will be with you tomorrow.')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Resend' }).first().waitFor()
}

/** Claims while a claim of `winner`'s is quicker by a hair. Whoever won the same race before gives it back first. */
const loseTheRaceTo = (winner: ServerMember, id: string) => async (page: Page) => {
  await winner.act(id, 'requeue')
  await page.route(/\/claim$/, async (route) => {
    await winner.claim(id)
    await route.continue()
  })
  await click('Claim')(page)
  await page.getByText(`${winner.name} has already claimed`).first().waitFor()
  await page.getByText(`${winner.name} is answering`).first().waitFor()
}

/** Beside the conversation where there is room, and over it on a phone. */
async function details(page: Page) {
  const panel = page.getByText('In whose hands')
  const way = page.getByRole('button', { name: 'Details', exact: true })
  await panel.or(way).first().waitFor()
  if (await panel.isVisible()) return
  await way.click()
  await panel.waitFor()
}

function withBots({ botId, nightId, newId }: DemoTeam): PageState[] {
  const list = { as: 'ada', path: '/bots', ready: 'Robo' } as const
  const of = (name: string) => async (page: Page) => {
    await page.getByRole('button', { name: 'What to do with Robo' }).click()
    if (name !== '') await page.getByRole('menuitem', { name }).click()
    if (name !== '') await page.getByRole('dialog').waitFor()
  }
  return [
    { ...list, name: 'bots-create', act: click('Create bot') },
    { ...list, name: 'bots-menu', act: of('') },
    { ...list, name: 'bots-duplicate', act: of('Duplicate') },
    { ...list, name: 'bots-delete-with-open', act: of('Delete bot') },
    { as: 'ada', name: 'bot-settings-changed', path: `/bots/${botId}/settings`, ready: 'Greeting', act: rename },
    { as: 'ada', name: 'bot-settings-callout', path: `/bots/${newId}/settings`, ready: 'Add power-up' },
    {
      as: 'ada',
      name: 'bot-power-up-callout',
      path: `/bots/${nightId}/power-ups/talk_to_a_human`,
      ready: 'Enable now',
    },
    { as: 'ada', name: 'bot-webhooks-none', path: `/bots/${nightId}/webhooks`, ready: 'No webhooks created yet' },
    { as: 'ada', name: 'bot-knowledge-none', path: `/bots/${nightId}/knowledge`, ready: /knowledge/i },
  ]
}

async function rename(page: Page) {
  await page.getByLabel('Name', { exact: true }).fill('Robo of the day')
  await page.getByRole('button', { name: 'Save' }).waitFor()
}

function withPeople(): PageState[] {
  return [
    { as: 'ben', name: 'sign-out-failed', path: '/account', ready: 'Where you are signed in', act: signOutInVain },
    { as: 'ada', name: 'team-reset-two-factor', path: '/team', ready: 'Delete team', act: askForReset },
    { as: 'vic', name: 'account-two-factor-kept', path: '/account', ready: 'This browser', act: seeBackupCodes },
    { as: 'ben', name: 'account-menu', path: '/team', ready: 'Members', act: accountMenu },
  ]
}

async function askForReset(page: Page) {
  await page.getByRole('button', { name: 'Actions for Mona' }).click()
  await page.getByRole('menuitem', { name: 'Reset two-factor' }).click()
  await page.getByRole('dialog').waitFor()
}

/** The server is kept out of it, so that the next picture begins anew. */
async function seeBackupCodes(page: Page) {
  await page.route(/\/two-factor\/confirm$/, (route) => route.fulfill({ status: 204 }))
  await page.getByRole('button', { name: 'Set up' }).click()
  await page.getByLabel('Your password').fill('the password of Vic')
  await page.getByRole('button', { name: 'Next' }).click()
  await page.getByLabel('Six-digit code').fill('123456')
  await page.getByRole('button', { name: 'Switch on' }).click()
  await page.getByRole('button', { name: 'I have kept them' }).waitFor()
}

/** On a phone the account is a page of the bar below. */
async function accountMenu(page: Page) {
  const button = page.getByRole('button', { name: /Ben/ }).last()
  if (await button.isVisible()) await button.click()
}

/** The server does not answer, so the session goes on. */
async function signOutInVain(page: Page) {
  const failed = { type: 'urn:x', title: 'Not available', code: 'unavailable', detail: 'The database does not answer.' }
  await page.route(/\/sign-out$/, answers(503, failed))
  await click('Sign out')(page)
  await page.getByText('You are still signed in').waitFor()
}
