import type { ComponentChildren, JSX } from 'preact'
import type { Chat } from '../chat/chat.ts'
import type { ChatState } from '../chat/chat-state.ts'
import type { LineKind } from '../chat/system-line.ts'
import { type Row, threadRows } from '../chat/thread.ts'
import { hasOlder } from '../chat/transcript.ts'
import { fill, texts } from '../texts/texts.ts'
import { AgentAvatar, BotAvatar } from './avatar.tsx'
import { dayName, exactMoment } from './clock.ts'
import { THREAD } from './focus.ts'
import { BotIcon, ClosedIcon, LeftIcon, MailIcon, PersonIcon, WaitingIcon } from './icons.tsx'
import { Message } from './message.tsx'

type Props = { state: ChatState; chat: Chat; children: ComponentChildren }

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
export function ThreadView({ state, chat, children }: Props) {
  const { transcript, bot } = state
  return (
    <div class="thread" role="log" aria-live="off" aria-label={fill(texts.log, bot)} tabIndex={-1} id={THREAD}>
      {transcript && hasOlder(transcript) && (
        <button
          type="button"
          class="button"
          aria-disabled={state.busy === 'loading_older'}
          onClick={() => void chat.loadOlder()}
        >
          {state.busy === 'loading_older' ? texts.loadingEarlier : texts.earlier}
        </button>
      )}
      {threadRows(state).map((row) => (
        <ThreadRow key={row.key} row={row} state={state} chat={chat} />
      ))}
      <Dots state={state} />
      {children}
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
        <p class="day quiet-words" data-row={row.key}>
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

/** Somebody is about to say something. */
function Dots({ state }: { state: ChatState }) {
  const { typing, draft, transcript, bot } = state
  const agent = typing.agent ? transcript?.view.agent : null
  if (!agent && (typing.bot === null || draft)) return null
  return (
    <div class={`message opens closes by-${agent ? 'agent' : 'bot'}`}>
      <div class="face">{agent ? <AgentAvatar agent={agent} /> : <BotAvatar bot={bot} />}</div>
      <div class="said">
        <div class="bubble dots">
          <span class="unseen">{fill(texts.typing, { name: agent?.name ?? bot.name })}</span>
          <i />
          <i />
          <i />
        </div>
      </div>
    </div>
  )
}
