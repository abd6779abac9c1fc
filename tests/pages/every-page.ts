import type { Page } from 'playwright-core'
import type { DemoTeam } from './demo-team.ts'
import { inUse } from './in-use.ts'
import { click, type PageState } from './page-state.ts'

/** Every page of the dashboard and of the customer, in every state that looks different. Add yours. */
export function everyPage(team: DemoTeam): PageState[] {
  return [
    ...signingIn(team),
    ...conversations(team),
    ...inUse(team),
    ...bots(team),
    ...ofTheTeam(),
    ...ofOneself(),
    ...customers(team),
  ]
}

function signingIn({ inviteUrl }: DemoTeam): PageState[] {
  const nobody = 'nobody' as const
  return [
    { name: 'sign-in', as: nobody, path: '/sign-in', ready: 'Welcome back' },
    { name: 'sign-in-wrong', as: nobody, path: '/sign-in', ready: 'Welcome back', act: signInWrongly },
    { name: 'forgot-password', as: nobody, path: '/forgot-password', ready: 'We send a link' },
    { name: 'reset-password', as: nobody, path: '/reset-password?token=abc', ready: 'Choose a new password' },
    { name: 'reset-password-bad', as: nobody, path: '/reset-password', ready: 'does not work any more' },
    { name: 'set-up-used', as: nobody, path: '/set-up/used', ready: 'does not work any more' },
    { name: 'invite', as: nobody, path: new URL(inviteUrl).pathname, ready: 'invited you as' },
    { name: 'invite-gone', as: nobody, path: '/invite/gone', ready: 'does not work any more' },
    { name: 'no-such-page', as: 'ben', path: '/nowhere', ready: 'This page does not exist' },
  ]
}

async function signInWrongly(page: Page) {
  await page.getByLabel('E-mail').fill('ada@example.com')
  await page.getByLabel('Password', { exact: true }).fill('not the password')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByText('do not match').waitFor()
}

function conversations({ conversations: of }: DemoTeam): PageState[] {
  const at = (state: keyof typeof of) => `/conversations/${of[state]}`
  const fail = { fail: '/api/v1/conversations' }
  return [
    { name: 'conversations', as: 'ben', path: '/conversations', ready: 'Escalated' },
    { name: 'conversations-all', as: 'ben', path: '/conversations?state=all', ready: /dana/i },
    { name: 'conversations-none', as: 'eve', path: '/conversations?state=mine', ready: 'Conversations' },
    { name: 'conversations-failed', as: 'ben', path: '/conversations', ready: /could not|not be loaded/, server: fail },
    { name: 'conversation-escalated', as: 'ben', path: at('escalated'), ready: 'real person' },
    { name: 'conversation-mine', as: 'ben', path: at('mine'), ready: 'due on Monday' },
    { name: 'conversation-of-another', as: 'ben', path: at('others'), ready: 'due on Monday' },
    { name: 'conversation-bot', as: 'ben', path: at('bot'), ready: 'human takeover' },
    { name: 'conversation-resolved', as: 'ben', path: at('resolved'), ready: 'which name' },
    { name: 'conversation-closed', as: 'ada', path: at('closed'), ready: 'still there' },
    { name: 'conversation-long', as: 'ada', path: at('long'), ready: 'step 14' },
    { name: 'conversation-as-viewer', as: 'vic', path: at('escalated'), ready: 'real person' },
    { name: 'conversation-unknown', as: 'ben', path: '/conversations/none', ready: /not|no longer/ },
  ]
}

function bots({ botId, webhookId }: DemoTeam): PageState[] {
  const tab = (name: string) => `/bots/${botId}/${name}`
  return [
    { name: 'bots', as: 'ada', path: '/bots', ready: 'Robo' },
    { name: 'bots-no-permission', as: 'vic', path: '/bots', ready: /role cannot|Robo/ },
    { name: 'bots-failed', as: 'ada', path: '/bots', ready: 'could not be loaded', server: { fail: '/api/v1/bots' } },
    { name: 'bot-unknown', as: 'ada', path: '/bots/none/settings', ready: /not|no longer/ },
    { name: 'bot-settings', as: 'ada', path: tab('settings'), ready: 'Human takeover' },
    { name: 'bot-power-ups', as: 'ada', path: tab('power-ups'), ready: 'Talk to a Human' },
    { name: 'bot-talk-to-a-human', as: 'ada', path: tab('power-ups/talk_to_a_human'), ready: 'Talk to a Human' },
    { name: 'bot-knowledge', as: 'ada', path: tab('knowledge'), ready: 'Opening hours' },
    { name: 'bot-web', as: 'ada', path: tab('web'), ready: /link|address|Web/i },
    { name: 'bot-webhooks', as: 'ada', path: tab('webhooks'), ready: /escalated/i },
    { name: 'bot-webhooks-new', as: 'ada', path: tab('webhooks/new'), ready: /claimed/i },
    { name: 'bot-webhook', as: 'ada', path: tab(`webhooks/${webhookId}`), ready: /Deliveries|Secret/i },
    { name: 'bot-collect-a-lead', as: 'ada', path: tab('power-ups/collect_a_lead'), ready: /lead/i },
    { name: 'bot-power-up-unknown', as: 'ada', path: tab('power-ups/none'), ready: /not|no longer/ },
    { name: 'bot-preview', as: 'ada', path: tab('preview'), ready: 'Preview' },
    { name: 'outbox', as: 'ada', path: '/outbox', ready: 'Outbox' },
  ]
}

function ofTheTeam(): PageState[] {
  const none = { none: '/api/v1/api-keys' }
  const fail = (part: string) => ({ fail: part })
  return [
    { name: 'team', as: 'ada', path: '/team', ready: 'Delete team' },
    { name: 'team-as-admin-may-not', as: 'vic', path: '/team', ready: 'Only owners and admins' },
    { name: 'team-loading', as: 'ada', path: '/team', ready: 'Members', server: { hang: '/api/v1/team/' } },
    { name: 'team-failed', as: 'ada', path: '/team', ready: 'could not be loaded', server: fail('/api/v1/team/') },
    { name: 'team-invited', as: 'ada', path: '/team', ready: 'Delete team', act: sendAgain },
    { name: 'team-remove', as: 'ada', path: '/team', ready: 'Delete team', act: menu('Chidi', 'Remove') },
    { name: 'team-make-owner', as: 'ada', path: '/team', ready: 'Delete team', act: menu('Chidi', 'Make owner') },
    { name: 'team-delete', as: 'ada', path: '/team', ready: 'Delete team', act: click('Delete team') },
    { name: 'api-keys', as: 'ada', path: '/team/api-keys', ready: 'CRM sync' },
    { name: 'api-keys-create', as: 'ada', path: '/team/api-keys', ready: 'CRM sync', act: click('Create key') },
    { name: 'api-keys-none', as: 'ada', path: '/team/api-keys', ready: 'No API keys yet', server: none },
    {
      name: 'api-keys-failed',
      as: 'ada',
      path: '/team/api-keys',
      ready: 'not be loaded',
      server: fail('/api/v1/api-keys'),
    },
    { name: 'api-keys-no-permission', as: 'vic', path: '/team/api-keys', ready: 'Your role cannot' },
  ]
}

/** Sends an invitation again: its link is shown. */
async function sendAgain(page: Page) {
  await page.getByRole('button', { name: /Send again: the invitation of dana@example.com/ }).click()
  await page.getByLabel('Invitation link').waitFor()
}

const menu = (name: string, item: string) => async (page: Page) => {
  await page.getByRole('button', { name: `Actions for ${name}` }).click()
  await page.getByRole('menuitem', { name: item }).click()
  await page.getByRole('dialog').waitFor()
}

function ofOneself(): PageState[] {
  const two = { fail: '/api/v1/me/' }
  return [
    { name: 'account', as: 'ben', path: '/account', ready: 'Where you are signed in' },
    { name: 'account-failed', as: 'ben', path: '/account', ready: 'could not be loaded', server: two },
    { name: 'account-two-factor', as: 'vic', path: '/account', ready: 'This browser', act: click('Set up') },
    { name: 'account-two-factor-code', as: 'vic', path: '/account', ready: 'This browser', act: beginTwoFactor },
    { name: 'account-wrong-password', as: 'ben', path: '/account', ready: 'This browser', act: changeWrongly },
  ]
}

async function beginTwoFactor(page: Page) {
  await page.getByRole('button', { name: 'Set up' }).click()
  await page.getByLabel('Your password').fill('the password of Vic')
  await page.getByRole('button', { name: 'Next' }).click()
  await page.getByRole('img', { name: 'Code to scan' }).waitFor()
}

async function changeWrongly(page: Page) {
  await page.getByLabel('Current password').fill('not the password')
  await page.getByLabel('New password').fill('a long new password')
  await page.getByRole('button', { name: 'Change password' }).click()
  await page.getByText('not your current password').waitFor()
}

/** Dana asks for a person: the bot shows the form. */
async function askForAHuman(page: Page) {
  const box = page.getByRole('textbox', { name: /message to/i })
  await box.fill('I would like to talk to a real person')
  await box.press('Enter')
  await page.getByLabel(/e-mail address/i).waitFor()
}

function customers({ botId }: DemoTeam): PageState[] {
  const nobody = 'nobody' as const
  return [
    { name: 'customer', as: nobody, path: `/b/${botId}`, ready: 'Hello' },
    { name: 'customer-unknown-bot', as: nobody, path: '/b/none', ready: /not|no longer/ },
    { name: 'customer-asks', as: nobody, path: `/b/${botId}`, ready: 'Hello', act: askForAHuman },
    { name: 'customer-demo-page', as: nobody, path: `/demo/${botId}`, ready: /Robo|demo/i },
    { name: 'customer-embed', as: nobody, path: `/b/${botId}/embed`, ready: 'Hello' },
  ]
}
