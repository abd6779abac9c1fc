import type { MessageSent } from '@baton/core'
import { headerText } from './header-text.ts'
import { type Html, html, lines } from './html.ts'
import { indented, shortened } from './quoted-text.ts'
import type { Speech } from './speech.ts'

/** A message that was said before is shown as far as so many characters. */
const LONGEST = 1_000

type Transcript = {
  said: readonly MessageSent[]
  botName: string
  speech: Speech
}

/** What was said before the answers, as text; an empty list where nothing may be shown. */
export function transcriptText({ said, ...told }: Transcript): string[] {
  if (said.length === 0) return []
  const messages = said.map((message) => {
    const text = indented(shortened(message.data.text, LONGEST))
    return `${speaker(message, told)}, ${told.speech.time(message.at)}:\n${text}\n`
  })
  return [`${told.speech.words.answer.before}\n`, ...messages]
}

/** The same as HTML. */
export function transcriptHtml({ said, ...told }: Transcript): Html | null {
  if (said.length === 0) return null
  const messages = said.map(
    (message) =>
      html`<p style="margin:0 0 12px;font-size:14px"><strong><bdi>${speaker(message, told)}</bdi></strong> <small><bdi>${told.speech.time(message.at)}</bdi></small><br><bdi>${lines(shortened(message.data.text, LONGEST))}</bdi></p>`,
  )
  return html`<h2 style="margin:32px 0 12px;font-size:16px">${told.speech.words.answer.before}</h2>
${messages}`
}

function speaker({ actor }: MessageSent, { botName, speech }: Omit<Transcript, 'said'>): string {
  const { you, team } = speech.words.answer
  if (actor.kind === 'customer') return you
  if (actor.kind === 'bot') return headerText(botName, 60)
  return headerText(actor.name ?? '', 40) || team
}
