import type { MessageSent } from '@baton/core'
import { headerText } from './header-text.ts'
import { type Html, html, lines } from './html.ts'
import { utc } from './occasion.ts'
import { indented, shortened } from './quoted-text.ts'
import { transcriptWords } from './transcript-words.ts'

/** A message that was said before is shown as far as so many characters. */
const LONGEST = 1_000

type Transcript = {
  said: readonly MessageSent[]
  botName: string
  /** Who speaks where an agent has no name. */
  team: string
  language: string
}

/** What was said before the answers, as text; an empty list where nothing may be shown. */
export function transcriptText({ said, ...told }: Transcript): string[] {
  if (said.length === 0) return []
  const messages = said.map((message) => {
    const text = indented(shortened(message.data.text, LONGEST))
    return `${speaker(message, told)}, ${utc(message.at, told.language)}:\n${text}\n`
  })
  return [`${transcriptWords(told.language).before}\n`, ...messages]
}

/** The same as HTML. */
export function transcriptHtml({ said, ...told }: Transcript): Html | null {
  if (said.length === 0) return null
  const messages = said.map(
    (message) =>
      html`<p style="margin:0 0 12px;font-size:14px"><strong>${speaker(message, told)}</strong> <small>${utc(message.at, told.language)}</small><br>${lines(shortened(message.data.text, LONGEST))}</p>`,
  )
  return html`<h2 style="margin:32px 0 12px;font-size:16px">${transcriptWords(told.language).before}</h2>
${messages}`
}

function speaker({ actor }: MessageSent, { botName, team, language }: Omit<Transcript, 'said'>): string {
  if (actor.kind === 'customer') return transcriptWords(language).you
  if (actor.kind === 'bot') return headerText(botName, 60)
  return headerText(actor.name ?? '', 40) || team
}
