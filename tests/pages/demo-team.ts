import type { Bot, CreatedApiKey, CreatedInvitation, TwoFactorBegun } from '@baton/protocol'
import { asDana, begin, type CustomerSession } from '../support/api.ts'
import { adaOn, demoBot, join, type ServerMember } from '../support/server-team.ts'
import { codeOf } from '../support/totp.ts'

/** A team in the middle of its day: every role, a conversation in every state, and something on every page. */
export type DemoTeam = {
  url: string
  botId: string
  /** A bot with Talk to a Human and without human takeover. */
  nightId: string
  /** A bot with human takeover and without Talk to a Human. */
  newId: string
  members: Record<'ada' | 'ben' | 'chidi' | 'eve' | 'vic', ServerMember>
  conversations: Record<
    'bot' | 'escalated' | 'mine' | 'others' | 'resolved' | 'long' | 'named' | 'closed' | 'raced',
    string
  >
  webhookId: string
  inviteUrl: string
}

const question = 'What is human takeover?'

export async function makeDemoTeam(url: string): Promise<DemoTeam> {
  const ada = await adaOn(url)
  const [ben, chidi] = [await join(url, ada, 'Ben'), await join(url, ada, 'Chidi')]
  const [eve, vic] = [await join(url, ada, 'Eve', 'editor'), await join(url, ada, 'Vic', 'viewer')]
  const botId = (await demoBot(ada)).id
  // Nobody is sent away while a long drive looks at every page.
  await ada.patch(`/api/v1/bots/${botId}`, { agentAwayMinutes: 1440, unansweredMinutes: 1440 })
  const furnished = await furnish(ada, botId)
  await switchOnTwoFactor(await join(url, ada, 'Mona'))
  return {
    ...{ url, botId, ...furnished },
    members: { ada, ben, chidi, eve, vic },
    conversations: {
      closed: await closedOne(url, ada),
      bot: (await talk(url, botId, [question])).id,
      resolved: await resolvedOne(url, botId, ben),
      others: await held(url, botId, chidi, 'Can you change my delivery address?'),
      mine: await held(url, botId, ben, 'My parcel has not arrived.'),
      long: await longOne(url, botId, ada),
      named: await namedOne(url, botId),
      raced: (await waiting(url, botId, 'Where is my invoice?')).id,
      escalated: (await waiting(url, botId, 'I want to talk to a real person, please.')).id,
    },
  }
}

async function furnish(ada: ServerMember, botId: string) {
  const night = await ada.post<Bot>('/api/v1/bots', { name: 'Night desk', greeting: 'We are back at eight.' })
  await ada.put(`/api/v1/bots/${night.body.id}/power-ups/talk_to_a_human`, {})
  const name = 'The bot of the department for returns, refunds and everything that was damaged'
  const fresh = await ada.post<Bot>('/api/v1/bots', { name, humanTakeover: true })
  await ada.patch(`/api/v1/bots/${fresh.body.id}`, { humanTakeover: true })
  await ada.post(`/api/v1/bots/${botId}/knowledge`, { title: 'Opening hours', text: 'We are here from 8:00 to 18:00.' })
  const hook = { type: 'conversation.escalated', url: 'https://crm.example.com/baton' }
  const webhook = await ada.post<{ id: string }>(`/api/v1/bots/${botId}/webhooks`, hook)
  await ada.post<CreatedApiKey>('/api/v1/api-keys', { name: 'CRM sync', role: 'viewer' })
  await ada.post<CreatedApiKey>('/api/v1/api-keys', { name: 'Nightly export', role: 'admin' })
  const invite = (email: string, role: string) =>
    ada.post<CreatedInvitation>('/api/v1/team/invitations', { email, role })
  await invite('a.very.long.address.that.has.to.be.cut@subsidiary.example.com', 'viewer')
  const { body } = await invite('dana@example.com', 'responder')
  return { webhookId: webhook.body.id, inviteUrl: body.acceptUrl, nightId: night.body.id, newId: fresh.body.id }
}

async function talk(url: string, botId: string, says: string[]): Promise<CustomerSession> {
  const session = await begin(url, botId, says[0])
  for (const text of says.slice(1)) await asDana(url, session).say(text)
  await new Promise((resolve) => setTimeout(resolve, 400))
  return session
}

async function waiting(url: string, botId: string, text: string): Promise<CustomerSession> {
  const session = await talk(url, botId, [question, text])
  await asDana(url, session).escalate({ email: 'dana@example.com', name: 'Dana', note: text })
  return session
}

async function held(url: string, botId: string, by: ServerMember, text: string): Promise<string> {
  const session = await waiting(url, botId, text)
  await by.claim(session.id)
  await by.say(session.id, `Hello Dana, this is ${by.name}. I am looking into it.`)
  await asDana(url, session).say('Thank you. It was due on Monday.')
  return session.id
}

async function resolvedOne(url: string, botId: string, by: ServerMember): Promise<string> {
  const id = await held(url, botId, by, 'I forgot which name I ordered under.')
  await by.say(id, 'Found it. You will get a mail in a minute.')
  await by.handBack(id)
  return id
}

/** Many messages, long words, and an answer by somebody whose name is long. */
async function longOne(url: string, botId: string, ada: ServerMember): Promise<string> {
  const session = await waiting(url, botId, `It says ${'Donaudampfschifffahrt'.repeat(6)} and then nothing more.`)
  await ada.claim(session.id)
  for (let turn = 1; turn <= 14; turn += 1) {
    await asDana(url, session).say(
      `${turn}. ${'I tried it once more, and it is still the same. '.repeat((turn % 4) + 1)}`,
    )
    await ada.say(
      session.id,
      `Thank you. Please try step ${turn} again:\nopen https://example.com/help/${turn}, then wait.`,
    )
  }
  return session.id
}

/** Somebody whose name and address are longer than any row. */
async function namedOne(url: string, botId: string): Promise<string> {
  const session = await talk(url, botId, ['Good morning, I have a question about my last three invoices.'])
  const name = 'Maximiliane Wolfeschlegelsteinhausenbergerdorff-Montgomery of the northern branch'
  const email = 'maximiliane.wolfeschlegelsteinhausenbergerdorff@accounting.subsidiary.example.com'
  await asDana(url, session).escalate({ email, name, note: 'Invoices 2026-1184, 2026-1185 and 2026-1192.' })
  return session.id
}

async function switchOnTwoFactor(member: ServerMember): Promise<void> {
  const password = `the password of ${member.name}`
  const { body } = await member.post<TwoFactorBegun>('/api/v1/me/two-factor', { password })
  await member.post('/api/v1/me/two-factor/confirm', { code: codeOf(body.totpUri) })
}

/** A conversation whose bot is gone. */
async function closedOne(url: string, ada: ServerMember): Promise<string> {
  const { body: bot } = await ada.post<{ id: string }>('/api/v1/bots', { name: 'Old desk' })
  const { id } = await talk(url, bot.id, ['Are you still there?'])
  await ada.remove(`/api/v1/bots/${bot.id}?confirm=true`)
  return id
}
