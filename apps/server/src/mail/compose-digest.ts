import type { Conversation } from '@baton/core'
import type { DigestFacts } from '../store/digest-facts.ts'
import { headerText } from './header-text.ts'
import { action, type Html, heading, html, page } from './html.ts'
import type { Content } from './mail.ts'
import type { Speech } from './speech.ts'

/** One mail in place of many: whom the bot's team was asked for within ten minutes, and how each of them stands. */
export function composeDigest(facts: DigestFacts, publicUrl: string, speech: Speech): Content {
  const told = wordsFor(facts, publicUrl, speech)
  return {
    subject: `${told.headline} – ${headerText(facts.botName, 40)}`,
    ...{ text: textOf(told), html: htmlOf(told) },
  }
}

function wordsFor({ total, conversations }: DigestFacts, publicUrl: string, speech: Speech) {
  const { words, count, fill } = speech
  const left = total - conversations.length
  return {
    headline: count(words.digest.headline, total),
    why: words.digest.why,
    rows: conversations.map((conversation) => ({
      who: nameOf(conversation, speech),
      how: standing(conversation, speech),
      url: `${publicUrl}/conversations/${conversation.id}`,
    })),
    rest: left > 0 ? fill(words.digest.more, { count: String(left) }) : null,
    action: words.digest.open,
    url: `${publicUrl}/conversations`,
    speech,
  }
}

type Told = ReturnType<typeof wordsFor>

function nameOf({ customer }: Conversation, { words }: Speech): string {
  const [name, email] = [headerText(customer.name ?? '', 60), headerText(customer.email ?? '', 60)]
  return name && email ? `${name} <${email}>` : name || email || words.team.aCustomer
}

function standing(conversation: Conversation, { words, fill, time }: Speech): string {
  const { waitingSince, heldBy, handedBack, withBot, wantsMail, ended } = words.digest
  switch (conversation.state) {
    case 'escalated':
      return fill(waitingSince, { time: time(conversation.escalation.at) })
    case 'active':
      return fill(heldBy, { agent: headerText(conversation.agent.name, 40) })
    case 'resolved':
      return handedBack
    case 'bot':
      return conversation.contactMailedAt === null ? withBot : wantsMail
    case 'closed':
      return ended
  }
}

function textOf({ headline, why, rows, rest, action: label, url }: Told): string {
  const list = rows.map(({ who, how, url: at }) => `- ${who}: ${how}\n  ${at}`).join('\n')
  const more = rest === null ? [] : [`${rest}\n`]
  return [`${headline}\n`, `${why}\n`, `${list}\n`, ...more, `${label}: ${url}\n`].join('\n')
}

function htmlOf({ headline, why, rows, rest, action: label, url, speech }: Told): string {
  const list = rows.map(
    ({ who, how, url: at }): Html =>
      html`<li style="margin:0 0 8px"><a href="${at}" style="color:inherit;font-weight:600"><bdi>${who}</bdi></a><br><small>${how}</small></li>`,
  )
  return page(
    headline,
    html`${heading(headline)}
<p style="margin:0 0 16px">${why}</p>
<ul style="margin:0;padding:0;list-style:none">${list}</ul>
${rest === null ? null : html`<p style="margin:12px 0 0">${rest}</p>`}
${action(label, url)}`,
    speech,
  )
}
