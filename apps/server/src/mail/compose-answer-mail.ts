import type { MessageSent } from '@baton/core'
import type { CustomerMailFacts } from '../store/customer-mail-facts.ts'
import { headerText } from './header-text.ts'
import { action, heading, html, page, quote } from './html.ts'
import type { Content } from './mail.ts'
import { indented, shortened } from './quoted-text.ts'
import type { Speech } from './speech.ts'
import { transcriptHtml, transcriptText } from './transcript.ts'

type AnswerFacts = CustomerMailFacts & { link: { link: string; expiresAt: number } | null }

/** A mail shows so many answers, */
const MOST_ANSWERS = 10
/** and so many characters of them. */
const MOST_CHARACTERS = 4_000

/**
 * A mail to a customer who is away: what agents answered, and where the chat goes on. To an address that is proven by nothing it
 * holds nothing that the customer wrote (not even a name); to one that the customer's site has vouched for, also what was said
 * before, and its link lets them in wherever it is opened, once.
 */
export function composeAnswerMail(facts: AnswerFacts, publicUrl: string, speech: Speech): Content {
  const told = wordsFor(facts, publicUrl, speech)
  return {
    subject: `${told.headline} – ${headerText(facts.botName, 40)}`,
    text: textOf(told),
    html: htmlOf(told),
  }
}

function wordsFor(facts: AnswerFacts, publicUrl: string, speech: Speech) {
  const words = speech.words.answer
  const answers = newest(facts.answers)
  const bot = headerText(facts.botName, 60)
  const { host } = new URL(publicUrl)
  return {
    ...{ words, speech, answers },
    transcript: { said: facts.before, botName: facts.botName, speech },
    headline: speech.fill(words.headline, { who: whoAnswered(answers, speech) }),
    earlier: answers.length < facts.answers.length ? words.earlier : null,
    ...wayIn(facts, publicUrl, speech),
    why: speech.fill(words.why, { bot, host }),
  }
}

/**
 * Where the chat goes on. What lets a customer in stands in the fragment, which no server, log or referrer sees; before it the
 * conversation, so that a browser that has it already does not use the link up.
 */
function wayIn({ botId, conversationId, link }: AnswerFacts, publicUrl: string, { words, fill, time }: Speech) {
  const url = `${publicUrl}/b/${botId}`
  if (link === null) return { url, where: words.answer.where }
  const where = fill(words.answer.whereProven, { time: time(link.expiresAt) })
  return { url: `${url}#open=${conversationId}.${link.link}`, where }
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
function whoAnswered(answers: readonly MessageSent[], speech: Speech): string {
  const { two, many } = speech.words.answer
  const [a = '', b, ...others] = new Set(answers.map((answer) => author(answer, speech)))
  if (b === undefined) return a
  return speech.fill(others.length === 0 ? two : many, { a, b })
}

function author({ actor }: MessageSent, { words }: Speech): string {
  return headerText(actor.name ?? '', 40) || words.answer.team
}

function textOf({ headline, answers, earlier, words, speech, url, where, why, transcript }: Told): string {
  const said = answers.map((answer) => {
    const text = indented(shortened(answer.data.text, MOST_CHARACTERS))
    return `${author(answer, speech)}, ${speech.time(answer.at)}:\n${text}\n`
  })
  const last = earlier === null ? [] : [`${earlier}\n`]
  const link = `${words.action}: ${url}\n${where}\n`
  const ending = [link, ...transcriptText(transcript), `${words.reply}\n`, `${why}\n`]
  return [`${headline}\n`, ...said, ...last, ...ending].join('\n')
}

function htmlOf({ headline, answers, earlier, words, speech, url, where, why, transcript }: Told): string {
  const said = answers.map((answer) => {
    const text = shortened(answer.data.text, MOST_CHARACTERS)
    return quote({ who: author(answer, speech), when: speech.time(answer.at), text }, speech)
  })
  return page(
    headline,
    html`${heading(headline)}
${said}
${earlier === null ? null : html`<p style="margin:0 0 12px">${earlier}</p>`}
${action(words.action, url)}
<p style="margin:24px 0 0;font-size:14px">${where}</p>
${transcriptHtml(transcript)}
<p style="margin:12px 0 0;font-size:14px">${words.reply}</p>
<p style="margin:12px 0 0;font-size:14px">${why}</p>`,
    speech,
  )
}
