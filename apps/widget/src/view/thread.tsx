import type { ChannelBot } from '@baton/protocol'
import type { ComponentChildren } from 'preact'
import type { Outbox } from '../chat/written.ts'
import { fill, texts } from '../texts/texts.ts'
import { THREAD } from './focus.ts'
import { writtenRows } from './written-rows.tsx'

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

/** Seen only where the history takes longer than a glance; with what was written before it is here. */
export function Opening({ written }: { written: Outbox }) {
  return (
    <>
      <p class="opening quiet-words late" role="status">
        {texts.loading}
      </p>
      {written.length > 0 && <div class="thread">{writtenRows(written)}</div>}
    </>
  )
}
