import type { MessageSent } from '@baton/core'
import type { CustomerMailFacts } from '../store/customer-mail-facts.ts'
import { type AnswerWords, answerWords, filled } from './answer-words.ts'
import { headerText } from './header-text.ts'
import { action, type Html, html, lines, page } from './html.ts'
import type { Address, Content } from './mail.ts'
import { utc } from './occasion.ts'
import { indented, shortened } from './quoted-text.ts'
import { transcriptHtml, transcriptText } from './transcript.ts'

export type AnswerMail = Content & { replyTo: null; thread: string; to: readonly Address[] }

/** A mail shows so many answers, */
const MOST_ANSWERS = 10
/** and so many characters of them. */
const MOST_CHARACTERS = 4_000

/**
 * A mail to a customer who is away: what agents answered, and where the chat goes on. To an address that is proven by nothing it
 * holds nothing that the customer wrote (not even a name); to one that the customer's site has vouched for, also what was said
 * before. Its link lets nobody in who was not in before.
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
  const { words, language, direction } = answerWords(facts.languages)
  const answers = newest(facts.answers)
  const bot = headerText(facts.botName, 60)
  const { host } = new URL(publicUrl)
  return {
    ...{ words, language, direction, answers },
    transcript: { said: facts.before, botName: facts.botName, team: words.team, language },
    headline: filled(words.headline, { who: whoAnswered(answers, words) }),
    earlier: answers.length < facts.answers.length ? words.earlier : null,
    url: `${publicUrl}/b/${facts.botId}`,
    why: filled(words.why, { bot, host }),
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
function whoAnswered(answers: readonly MessageSent[], words: AnswerWords): string {
  const [a = '', b, ...others] = new Set(answers.map((answer) => author(answer, words)))
  if (b === undefined) return a
  return filled(others.length === 0 ? words.two : words.many, { a, b })
}

function author({ actor }: MessageSent, words: AnswerWords): string {
  return headerText(actor.name ?? '', 40) || words.team
}

function textOf({ headline, answers, earlier, words, language, url, why, transcript }: Told): string {
  const said = answers.map((answer) => {
    const text = indented(shortened(answer.data.text, MOST_CHARACTERS))
    return `${author(answer, words)}, ${utc(answer.at, language)}:\n${text}\n`
  })
  const last = earlier === null ? [] : [`${earlier}\n`]
  const link = `${words.action}: ${url}\n${words.where}\n`
  const ending = [link, ...transcriptText(transcript), `${words.reply}\n`, `${why}\n`]
  return [`${headline}\n`, ...said, ...last, ...ending].join('\n')
}

function htmlOf({ headline, answers, earlier, words, language, direction, url, why, transcript }: Told): string {
  const said = answers.map(
    (answer): Html =>
      html`<p style="margin:0 0 12px;padding-inline-start:12px;border-inline-start:3px solid"><strong><bdi>${author(answer, words)}</bdi></strong> <small><bdi>${utc(answer.at, language)}</bdi></small><br><bdi>${lines(shortened(answer.data.text, MOST_CHARACTERS))}</bdi></p>`,
  )
  return page(
    headline,
    html`<h1 style="margin:0 0 16px;font-size:20px;line-height:1.3">${headline}</h1>
${said}
${earlier === null ? null : html`<p style="margin:0 0 12px">${earlier}</p>`}
${action(words.action, url)}
<p style="margin:24px 0 0;font-size:14px">${words.where}</p>
${transcriptHtml(transcript)}
<p style="margin:12px 0 0;font-size:14px">${words.reply}</p>
<p style="margin:12px 0 0;font-size:14px">${why}</p>`,
    { language, direction },
  )
}
