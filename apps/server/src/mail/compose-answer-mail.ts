import type { MessageSent } from '@baton/core'
import type { CustomerMailFacts } from '../store/customer-mail-facts.ts'
import { headerText } from './header-text.ts'
import { action, type Html, html, lines, page } from './html.ts'
import type { Address, Content } from './mail.ts'
import { utc } from './occasion.ts'
import { indented, shortened } from './quoted-text.ts'

export type AnswerMail = Content & { replyTo: null; thread: string; to: readonly Address[] }

/** A mail shows so many answers, */
const MOST_ANSWERS = 10
/** and so many characters of them. */
const MOST_CHARACTERS = 4_000

/**
 * A mail to a customer who is away: what agents answered, and where the chat goes on. The address is proven by nothing, so
 * there is nothing in it that the customer wrote (not even a name), and its link lets nobody in who was not in before.
 */
export function composeAnswerMail(facts: CustomerMailFacts, publicUrl: string): AnswerMail {
  const told = wordsFor(facts, publicUrl)
  return {
    subject: `${told.headline} – ${headerText(facts.botName, 40)}`,
    text: textOf(told),
    html: htmlOf(told),
    replyTo: null,
    // Not the team's thread: an address that stands in both would see them as one.
    thread: `answers.${facts.conversationId}`,
    to: [{ name: null, address: facts.address }],
  }
}

function wordsFor(facts: CustomerMailFacts, publicUrl: string) {
  const answers = newest(facts.answers)
  const bot = headerText(facts.botName, 60)
  return {
    headline: `${whoAnswered(answers)} answered you`,
    answers,
    earlier: answers.length < facts.answers.length ? 'Earlier answers stand in the chat.' : null,
    action: 'Go on with the chat',
    url: `${publicUrl}/b/${facts.botId}`,
    where: 'The link opens your chat in the browser in which you began it. In another one a new chat begins.',
    reply: 'Answers to this mail are not read; use the link.',
    why: `You get this mail because this address was left in a chat with ${bot} on ${new URL(publicUrl).host}. If that was not you, you can leave it.`,
  }
}

type Told = ReturnType<typeof wordsFor>

/** The newest answers that fit, oldest first; the newest of all is always among them. */
function newest(answers: readonly MessageSent[]): MessageSent[] {
  const fitting: MessageSent[] = []
  let room = MOST_CHARACTERS
  for (const answer of answers.slice(-MOST_ANSWERS).reverse()) {
    room -= [...answer.data.text].length
    if (room < 0 && fitting.length > 0) break
    fitting.unshift(answer)
  }
  return fitting
}

/** "Ben", "Ben and Chidi", "Ben, Chidi and others": in the order in which they answered. */
function whoAnswered(answers: readonly MessageSent[]): string {
  const [first = '', second, ...others] = new Set(answers.map(author))
  if (second === undefined) return first
  return others.length === 0 ? `${first} and ${second}` : `${first}, ${second} and others`
}

function author({ actor }: MessageSent): string {
  return headerText(actor.name ?? '', 40) || 'The team'
}

function textOf({ headline, answers, earlier, action, url, where, reply, why }: Told): string {
  const said = answers.map(
    (answer) => `${author(answer)}, ${utc(answer.at)}:\n${indented(shortened(answer.data.text, MOST_CHARACTERS))}\n`,
  )
  const last = earlier === null ? [] : [`${earlier}\n`]
  return [`${headline}.\n`, ...said, ...last, `${action}: ${url}\n${where}\n`, `${reply}\n`, `${why}\n`].join('\n')
}

function htmlOf({ headline, answers, earlier, action: label, url, where, reply, why }: Told): string {
  const said = answers.map(
    (answer): Html =>
      html`<p style="margin:0 0 12px;padding-left:12px;border-left:3px solid"><strong>${author(answer)}</strong> <small>${utc(answer.at)}</small><br>${lines(shortened(answer.data.text, MOST_CHARACTERS))}</p>`,
  )
  return page(
    headline,
    html`<h1 style="margin:0 0 16px;font-size:20px;line-height:1.3">${headline}</h1>
${said}
${earlier === null ? null : html`<p style="margin:0 0 12px">${earlier}</p>`}
${action(label, url)}
<p style="margin:24px 0 0;font-size:14px">${where}</p>
<p style="margin:12px 0 0;font-size:14px">${reply}</p>
<p style="margin:12px 0 0;font-size:14px">${why}</p>`,
  )
}
