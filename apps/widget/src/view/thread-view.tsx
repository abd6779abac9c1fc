import type { ComponentChildren, JSX } from 'preact'
import type { Chat } from '../chat/chat.ts'
import type { ChatState } from '../chat/chat-state.ts'
import type { LineKind } from '../chat/system-line.ts'
import { type Row, withRuns } from '../chat/thread.ts'
import { hasOlder } from '../chat/transcript.ts'
import { fill, texts } from '../texts/texts.ts'
import { dayName, exactMoment } from './clock.ts'
import { THREAD } from './focus.ts'
import { BotIcon, ClosedIcon, LeftIcon, MailIcon, PersonIcon, WaitingIcon } from './icons.tsx'
import { laterViews } from './later-view-loader.ts'
import { Message } from './message.tsx'

/** The stretch of the thread that is drawn, and whether there is more of it in hand above and below. */
export type Stretch = { rows: readonly Row[]; ends: { up: boolean; down: boolean } }
type Props = { state: ChatState; stretch: Stretch; chat: Chat; growUp: () => void; children: ComponentChildren }

const marks: Record<LineKind, () => JSX.Element> = {
  waiting: WaitingIcon,
  joined: PersonIcon,
  left: LeftIcon,
  mailed: MailIcon,
  back: BotIcon,
  closed: ClosedIcon,
}

/** The lines that have the colour of a state; all others are quiet. */
const tones: Partial<Record<LineKind, string>> = { waiting: 'waiting', joined: 'agent' }

/**
 * The thread. What is new in it is announced by the `Announcer`, once and in few words; read as a live region, this
 * list would speak every piece of a reply and every change of a time.
 */
export function ThreadView({ state, stretch, chat, growUp, children }: Props) {
  const { transcript, bot, busy } = state
  const { Dots } = laterViews() ?? {}
  const older = !stretch.ends.up || (transcript !== null && hasOlder(transcript))
  return (
    <div class="thread" role="log" aria-live="off" aria-label={fill(texts.log, bot)} tabIndex={-1} id={THREAD}>
      {older && (
        <button type="button" class="button" aria-disabled={busy === 'loading_older'} onClick={growUp}>
          {busy === 'loading_older' ? texts.loadingEarlier : texts.earlier}
        </button>
      )}
      {withRuns(stretch.rows).map((row) => (
        <ThreadRow key={row.key} row={row} state={state} chat={chat} />
      ))}
      {stretch.ends.down && Dots && <Dots state={state} />}
      {stretch.ends.down && children}
    </div>
  )
}

function ThreadRow({ row, state, chat }: { row: Row; state: ChatState; chat: Chat }) {
  const { bot } = state
  switch (row.kind) {
    case 'disclosure':
      return <p class="line quiet-words">{fill(texts.disclosure[bot.disclosure], bot)}</p>
    case 'day':
      return (
        <p class="day quiet-words">
          <span>{dayName(row.at)}</span>
        </p>
      )
    case 'line':
      return (
        <p class={`line quiet-words ${tones[row.line] ?? ''}`} title={exactMoment(row.at)} data-row={row.key}>
          {marks[row.line]()}
          <span>{row.text}</span>
        </p>
      )
    case 'message':
      return <Message row={row} bot={bot} chat={chat} sending={state.sending === row.outbox?.clientId} />
  }
}
