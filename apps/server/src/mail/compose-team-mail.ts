import { isEmailAddress } from '@baton/core'
import type { TeamMailFacts } from '../store/team-mail-facts.ts'
import { headerText } from './header-text.ts'
import { action, type Html, heading, html, lines, page, quote } from './html.ts'
import type { Address, Content } from './mail.ts'
import { customerName, type Occasion, occasionOf } from './occasion.ts'
import { indented, shortened } from './quoted-text.ts'
import type { Speech } from './speech.ts'

/** Longest part of a message that a mail shows, in characters; the conversation has it all. */
const LONGEST = 1_000

/** A mail to the team about a conversation: why, who, what was said, and where to answer. */
export function composeTeamMail(facts: TeamMailFacts, publicUrl: string, speech: Speech, isReminder = false): Content {
  const { conversation, botName, event } = facts
  const url = `${publicUrl}/conversations/${conversation.id}`
  const told: Told = { ...occasionOf(event, facts, speech, isReminder), facts, url, speech }
  return {
    subject: `${told.headline} – ${headerText(botName, 40)}`,
    text: textOf(told),
    html: htmlOf(told),
  }
}

/** The customer's address; null where it is not one plain address. */
export function replyAddress({ conversation }: TeamMailFacts): Address | null {
  const { name, email } = conversation.customer
  return email !== null && isEmailAddress(email) ? { name, address: email } : null
}

type Told = Occasion & { facts: TeamMailFacts; url: string; speech: Speech }

/** The rows of the summary; only those that say something. */
function summary({ facts, why, note, now, speech }: Told): [string, string][] {
  const { conversation, botName, event } = facts
  const words = speech.words.team
  const name = headerText(conversation.customer.name ?? '')
  const email = headerText(conversation.customer.email ?? '')
  const customer = name && email ? `${name} <${email}>` : name || email
  const rows: [string, string | null][] = [
    [words.customer, customer || words.anonymous],
    [words.bot, headerText(botName)],
    [words.why, why],
    [words.note, note],
    [words.when, speech.time(event.at)],
    [words.now, now],
  ]
  return rows.flatMap(([label, value]) => (value === null ? [] : [[label, value]]))
}

function textOf(told: Told): string {
  const { facts, speech, headline, url } = told
  const words = speech.words.team
  const rows = summary(told).map(([label, value]) => `${label}: ${indented(value).trimStart()}`)
  const messages = facts.messages.map((message) => {
    const text = indented(shortened(message.data.text, LONGEST))
    return `${speaker(told, message)}, ${speech.time(message.at)}:\n${text}`
  })
  return [
    `${headline}\n`,
    `${rows.join('\n')}\n`,
    `${words.open}: ${url}\n`,
    messages.length > 0 ? `${words.lastMessages}\n\n${messages.join('\n\n')}\n` : '',
    replyHint(told),
  ].join('\n')
}

function htmlOf(told: Told): string {
  const { facts, speech, headline, url } = told
  const words = speech.words.team
  const [start, end] = speech.direction === 'rtl' ? ['right', 'left'] : ['left', 'right']
  const rows = summary(told).map(
    ([label, value]): Html =>
      html`<tr><th style="padding:2px 0;padding-${end}:16px;white-space:nowrap;text-align:${start};vertical-align:top;font-weight:600">${label}</th><td style="padding:2px 0"><bdi>${lines(value)}</bdi></td></tr>`,
  )
  const messages = facts.messages.map((message): Html => {
    const said = { who: speaker(told, message), when: speech.time(message.at) }
    return quote({ ...said, text: shortened(message.data.text, LONGEST) }, speech)
  })
  return page(
    headline,
    html`${heading(headline)}
<table role="presentation" style="border-collapse:collapse">${rows}</table>
${action(words.open, url)}
${messages.length > 0 ? html`<h2 style="margin:0 0 12px;font-size:16px">${words.lastMessages}</h2>` : null}
${messages}
<p style="margin:24px 0 0;font-size:14px">${replyHint(told)}</p>`,
    speech,
  )
}

function speaker({ facts, speech }: Told, { actor }: TeamMailFacts['messages'][number]): string {
  const words = speech.words.team
  switch (actor.kind) {
    case 'customer':
      return customerName(facts, speech)
    case 'bot':
      return speech.fill(words.botNamed, { name: headerText(actor.name ?? facts.botName) })
    case 'agent':
      return headerText(actor.name ?? words.aColleague)
    case 'system':
      return 'Baton'
  }
}

/** Where a reply to this mail goes, so that nobody writes to the customer by mistake. */
function replyHint({ facts, speech }: Told): string {
  const address = replyAddress(facts)?.address
  const { replyTo, noReply } = speech.words.team
  return address === undefined ? noReply : speech.fill(replyTo, { address })
}
