import { isEmailAddress } from '@baton/core'
import type { TeamMailFacts } from '../store/team-mail-facts.ts'
import { headerText } from './header-text.ts'
import { action, type Html, html, lines, page } from './html.ts'
import type { Address, Content } from './mail.ts'
import { customerName, occasionOf, utc } from './occasion.ts'
import { indented, shortened } from './quoted-text.ts'

export type TeamMail = Content & { replyTo: Address | null; thread: string; to: readonly Address[] }

/** Longest part of a message that a mail shows, in characters; the conversation has it all. */
const LONGEST = 1_500

/** A mail to the team about a conversation: why, who, what was said, and where to answer. */
export function composeTeamMail(facts: TeamMailFacts, publicUrl: string, isReminder = false): TeamMail {
  const { conversation, botName, event } = facts
  const told = { ...occasionOf(event, facts, isReminder), url: `${publicUrl}/conversations/${conversation.id}` }
  return {
    subject: `${told.subject} – ${headerText(botName, 40)}`,
    text: textOf(facts, told),
    html: htmlOf(facts, told),
    replyTo: replyAddress(facts),
    thread: `conversation.${conversation.id}`,
    to: facts.recipients,
  }
}

/** The customer's address; null where it is not one plain address. */
function replyAddress({ conversation }: TeamMailFacts): Address | null {
  const { name, email } = conversation.customer
  return email !== null && isEmailAddress(email) ? { name, address: email } : null
}

type Told = ReturnType<typeof occasionOf> & { url: string }

/** The rows of the summary; only those that say something. */
function summary({ conversation, botName, event }: TeamMailFacts, { why, note, now }: Told): [string, string][] {
  const name = headerText(conversation.customer.name ?? '')
  const email = headerText(conversation.customer.email ?? '')
  const customer = name && email ? `${name} <${email}>` : name || email
  const rows: [string, string | null][] = [
    ['Customer', customer || 'gave neither name nor address'],
    ['Bot', headerText(botName)],
    ['Why', why],
    ['Note', note],
    ['When', utc(event.at)],
    ['Now', now],
  ]
  return rows.flatMap(([label, value]) => (value === null ? [] : [[label, value]]))
}

function textOf(facts: TeamMailFacts, told: Told): string {
  const rows = summary(facts, told).map(([label, value]) => `${label}: ${indented(value).trimStart()}`)
  const messages = facts.messages.map(
    (message) => `${speaker(facts, message)}, ${utc(message.at)}:\n${indented(shortened(message.data.text, LONGEST))}`,
  )
  return [
    `${told.headline}\n`,
    `${rows.join('\n')}\n`,
    `${told.action}: ${told.url}\n`,
    messages.length > 0 ? `The last messages\n\n${messages.join('\n\n')}\n` : '',
    replyHint(facts),
  ].join('\n')
}

function htmlOf(facts: TeamMailFacts, told: Told): string {
  const rows = summary(facts, told).map(
    ([label, value]): Html =>
      html`<tr><th style="padding:2px 16px 2px 0;white-space:nowrap;text-align:left;vertical-align:top;font-weight:600">${label}</th><td style="padding:2px 0">${lines(value)}</td></tr>`,
  )
  const messages = facts.messages.map(
    (message): Html =>
      html`<p style="margin:0 0 12px;padding-left:12px;border-left:3px solid"><strong>${speaker(facts, message)}</strong> <small>${utc(message.at)}</small><br>${lines(shortened(message.data.text, LONGEST))}</p>`,
  )
  return page(
    told.headline,
    html`<h1 style="margin:0 0 16px;font-size:20px;line-height:1.3">${told.headline}</h1>
<table role="presentation" style="border-collapse:collapse">${rows}</table>
${action(told.action, told.url)}
${messages.length > 0 ? html`<h2 style="margin:0 0 12px;font-size:16px">The last messages</h2>` : null}
${messages}
<p style="margin:24px 0 0;font-size:14px">${replyHint(facts)}</p>`,
  )
}

function speaker(facts: TeamMailFacts, { actor }: TeamMailFacts['messages'][number]): string {
  switch (actor.kind) {
    case 'customer':
      return customerName(facts)
    case 'bot':
      return `${headerText(actor.name ?? facts.botName)} (bot)`
    case 'agent':
      return headerText(actor.name ?? 'A colleague')
    case 'system':
      return 'Baton'
  }
}

/** Where a reply to this mail goes, so that nobody writes to the customer by mistake. */
function replyHint(facts: TeamMailFacts): string {
  const address = replyAddress(facts)?.address
  return address === undefined
    ? 'The customer left no address: answer in the conversation. Replies to this mail are read by nobody.'
    : `A reply to this mail goes to ${address}, not into the chat.`
}
