import type { ChannelBot } from '@baton/protocol'
import type { ComponentChildren } from 'preact'
import { fill, texts } from '../texts/texts.ts'
import { THREAD } from './focus.ts'

type Props = {
  bot: ChannelBot
  rows: ComponentChildren
  older?: ComponentChildren
  suggestions?: ComponentChildren
  /** What stands below the last row. */
  children?: ComponentChildren
}

/**
 * The thread, with the same parts in the same places from the first picture on. What is new in it is announced by the
 * `Announcer`, once and in few words; read as a live region, this list would speak every piece of a reply and every
 * change of a time.
 */
export function Thread({ bot, rows, older = null, suggestions = null, children = null }: Props) {
  return (
    <div class="thread" role="log" aria-live="off" aria-label={fill(texts.log, bot)} tabIndex={-1} id={THREAD}>
      {older}
      {rows}
      {suggestions}
      {children}
    </div>
  )
}

export function Disclosure({ bot }: { bot: ChannelBot }) {
  return <p class="line quiet-words">{fill(texts.disclosure[bot.disclosure], bot)}</p>
}

/** Seen only where the history takes longer than a glance. */
export function Opening() {
  return (
    <p class="opening quiet-words late" role="status">
      {texts.loading}
    </p>
  )
}
