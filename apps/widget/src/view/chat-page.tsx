import type { Announcements } from '../chat/announcement.ts'
import { canAsk, showsForm } from '../chat/ask.ts'
import type { Chat } from '../chat/chat.ts'
import type { ChatState } from '../chat/chat-state.ts'
import type { Transcript } from '../chat/transcript.ts'
import { texts } from '../texts/texts.ts'
import { AskForHuman } from './ask-for-human.tsx'
import { Composer } from './composer.tsx'
import { EMAIL_FIELD, focusOn } from './focus.ts'
import { Header } from './header.tsx'
import { DownIcon } from './icons.tsx'
import { MissingChat } from './other-pages.tsx'
import { StatusLine } from './status-line.tsx'
import { ThreadView } from './thread-view.tsx'
import { WaitingLine } from './waiting-line.tsx'

type Props = {
  chat: Chat
  state: ChatState
  /** Something new stands below what is on the screen. */
  unseen: boolean
  toEnd: () => void
  said: Announcements['said']
}

/** The chat as the customer sees it: who answers, the thread, and where they write. */
export function ChatPage({ chat, state, unseen, toEnd, said }: Props) {
  if (state.gone) return <MissingChat />
  const { bot, transcript } = state
  const view = transcript?.view ?? null
  const ask = () => {
    chat.human.open()
    // The field is there after the next drawing.
    requestAnimationFrame(() => focusOn(EMAIL_FIELD))
  }
  return (
    <div class="chat">
      <Header bot={bot} view={view} ask={canAsk(bot, view) ? ask : null} />
      <main>
        {state.stage === 'opening' ? (
          <p class="opening quiet-words late" role="status">
            {texts.loading}
          </p>
        ) : (
          <ThreadView state={state} chat={chat}>
            {showsForm(state.ask, bot, transcript) && <AskForHuman state={state} chat={chat} />}
          </ThreadView>
        )}
      </main>
      <footer class="dock">
        {unseen && (
          <button type="button" class="button pill" onClick={toEnd}>
            <DownIcon />
            {texts.newMessages}
          </button>
        )}
        <StatusLine state={state} retry={chat.retry} />
        {view?.state === 'escalated' && <WaitingLine state={state} view={view} withdraw={chat.human.withdraw} />}
        {transcript?.view.state === 'closed' ? (
          <Ended transcript={transcript} chat={chat} />
        ) : (
          <Composer chat={chat} to={view?.agent?.name ?? bot.name} />
        )}
      </footer>
      <div class="unseen" role="status" aria-live="polite" aria-atomic="false">
        {said.map(({ key, text }) => (
          <p key={key}>{text}</p>
        ))}
      </div>
    </div>
  )
}

/** Below a chat that has ended: another one, unless the bot itself is gone. */
function Ended({ transcript, chat }: { transcript: Transcript; chat: Chat }) {
  const end = transcript.events.at(-1)
  return (
    <div class="ended">
      {end?.type === 'conversation.closed' && end.data.cause === 'bot_deleted' ? (
        <p>{texts.ended.gone}</p>
      ) : (
        <button type="button" class="button primary" onClick={chat.startAnew}>
          {texts.ended.again}
        </button>
      )}
    </div>
  )
}
