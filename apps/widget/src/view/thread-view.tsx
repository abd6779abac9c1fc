import type { ComponentChildren, JSX } from 'preact'
import type { Chat } from '../chat/chat.ts'
import type { ChatState } from '../chat/chat-state.ts'
import type { LineKind } from '../chat/system-line.ts'
import { type Row, withRuns } from '../chat/thread.ts'
import { hasOlder } from '../chat/transcript.ts'
import { texts } from '../texts/texts.ts'
import { dayName, exactMoment } from './clock.ts'
import { Dots } from './dots.tsx'
import { LeftIcon, MailIcon } from './further-icons.tsx'
import { BotIcon, ClosedIcon, PersonIcon, WaitingIcon } from './icons.tsx'
import { message } from './message.tsx'
import { Disclosure, Thread } from './thread.tsx'

/** The stretch of the thread that is drawn, and whether there is more of it in hand above and below. */
export type Stretch = { rows: readonly Row[]; ends: { up: boolean; down: boolean } }
type Props = {
  state: ChatState
  stretch: Stretch
  chat: Chat
  growUp: () => void
  suggestions: ComponentChildren
  children: ComponentChildren
}

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

/** The thread, as far as it is drawn. */
export function threadView({ state, stretch, chat, growUp, suggestions, children }: Props) {
  const { transcript, bot, busy } = state
  const hasMore = !stretch.ends.up || (transcript !== null && hasOlder(transcript))
  const older = hasMore && (
    <button type="button" class="button" aria-disabled={busy === 'loading_older'} onClick={growUp}>
      {busy === 'loading_older' ? texts.loadingEarlier : texts.earlier}
    </button>
  )
  const rows = withRuns(stretch.rows).map((row) => threadRow(row, state, chat))
  return (
    <Thread bot={bot} rows={rows} older={older} suggestions={stretch.ends.down && suggestions}>
      {stretch.ends.down && [<Dots key="dots" state={state} />, children]}
    </Thread>
  )
}

function threadRow(row: Row, state: ChatState, chat: Chat) {
  const { bot, sending } = state
  const { key } = row
  switch (row.kind) {
    case 'disclosure':
      return <Disclosure key={key} bot={bot} />
    case 'day':
      return (
        <p key={key} class="day quiet-words">
          <span>{dayName(row.at)}</span>
        </p>
      )
    case 'line':
      return (
        <p key={key} class={`line quiet-words ${tones[row.line] ?? ''}`} title={exactMoment(row.at)} data-row={key}>
          {marks[row.line]()}
          <span>{row.text}</span>
        </p>
      )
    case 'message':
      return message({ row, bot, chat, sending: sending === row.outbox?.clientId })
  }
}
