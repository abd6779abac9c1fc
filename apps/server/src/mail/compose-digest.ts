import type { Conversation } from '@baton/core'
import type { DigestFacts } from '../store/digest-facts.ts'
import { headerText } from './header-text.ts'
import { action, type Html, html, page } from './html.ts'
import type { Address, Content } from './mail.ts'
import { utc } from './occasion.ts'

export type DigestMail = Content & { replyTo: null; thread: null; to: readonly Address[] }

/** One mail in place of many: whom the bot's team was asked for within ten minutes, and how each of them stands. */
export function composeDigest(facts: DigestFacts, publicUrl: string): DigestMail {
  const told = wordsFor(facts, publicUrl)
  return {
    subject: `${told.headline} – ${headerText(facts.botName, 40)}`,
    ...{ text: textOf(told), html: htmlOf(told), replyTo: null, thread: null, to: facts.recipients },
  }
}

function wordsFor({ total, conversations }: DigestFacts, publicUrl: string) {
  const left = total - conversations.length
  return {
    headline: total === 1 ? '1 customer asked for your team' : `${total} customers asked for your team`,
    why: 'So many asked at once that you get this mail instead of one for each.',
    rows: conversations.map((conversation) => ({
      who: nameOf(conversation),
      how: standing(conversation),
      url: `${publicUrl}/conversations/${conversation.id}`,
    })),
    rest: left > 0 ? `And ${left} more.` : null,
    action: 'Open the conversations',
    url: `${publicUrl}/conversations`,
  }
}

type Told = ReturnType<typeof wordsFor>

function nameOf({ customer }: Conversation): string {
  const [name, email] = [headerText(customer.name ?? '', 60), headerText(customer.email ?? '', 60)]
  return name && email ? `${name} <${email}>` : name || email || 'A customer'
}

function standing(conversation: Conversation): string {
  switch (conversation.state) {
    case 'escalated':
      return `waiting since ${utc(conversation.escalation.at)}`
    case 'active':
      return `with ${headerText(conversation.agent.name, 40)}`
    case 'resolved':
      return 'handed back to the bot'
    case 'bot':
      return conversation.contactMailedAt === null ? 'with the bot' : 'asks for an answer by e-mail'
    case 'closed':
      return 'ended'
  }
}

function textOf({ headline, why, rows, rest, action: label, url }: Told): string {
  const list = rows.map(({ who, how, url: at }) => `- ${who}: ${how}\n  ${at}`).join('\n')
  const more = rest === null ? [] : [`${rest}\n`]
  return [`${headline}.\n`, `${why}\n`, `${list}\n`, ...more, `${label}: ${url}\n`].join('\n')
}

function htmlOf({ headline, why, rows, rest, action: label, url }: Told): string {
  const list = rows.map(
    ({ who, how, url: at }): Html =>
      html`<li style="margin:0 0 8px"><a href="${at}" style="color:inherit;font-weight:600">${who}</a><br><small>${how}</small></li>`,
  )
  return page(
    headline,
    html`<h1 style="margin:0 0 16px;font-size:20px;line-height:1.3">${headline}</h1>
<p style="margin:0 0 16px">${why}</p>
<ul style="margin:0;padding:0;list-style:none">${list}</ul>
${rest === null ? null : html`<p style="margin:12px 0 0">${rest}</p>`}
${action(label, url)}`,
  )
}
