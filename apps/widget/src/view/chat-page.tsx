import { canAsk, offeredAt, showsForm } from '../chat/ask.ts'
import type { Chat } from '../chat/chat.ts'
import type { ChatState } from '../chat/chat-state.ts'
import { shownForm } from '../chat/form.ts'
import { texts } from '../texts/texts.ts'
import { AskForHuman } from './ask-for-human.tsx'
import { ChatFrame } from './chat-frame.tsx'
import { EMAIL_FIELD, focusOn } from './focus.ts'
import { DownIcon } from './further-icons.tsx'
import { PersonIcon } from './icons.tsx'
import { Later } from './later.tsx'
import { Menu, type MenuItem } from './menu.tsx'
import { PowerUpForm } from './power-up-form.tsx'
import { StatusLine } from './status-line.tsx'
import { Suggestions } from './suggestions.tsx'
import { Opening } from './thread.tsx'
import { type Stretch, threadView } from './thread-view.tsx'
import { WaitingLine } from './waiting-line.tsx'

export type PageProps = {
  chat: Chat
  state: ChatState
  stretch: Stretch
  /** The end of the thread is out of sight; `unseen`: with something new there. */
  away: boolean
  unseen: boolean
  toEnd: () => void
  growUp: () => void
  items: MenuItem[]
  /** Closes the chat, where there is a page around to close it in. */
  close: (() => void) | null
  /** From the list of conversations back to the one that is open. */
  back: () => void
}

const loadPast = () => import('./past-conversations.tsx')

/** Puts the form for a human into the thread, and the focus into it. */
export function openForm(chat: Chat): void {
  chat.human.open()
  // The field is there after the next drawing.
  requestAnimationFrame(() => focusOn(EMAIL_FIELD))
}

/** The chat with all that is in it. Functions draw the parts that the first picture has drawn already, so that they stay. */
export function chatPage(props: PageProps) {
  const { chat, state, items, close, back } = props
  const { bot, transcript, panel } = state
  const view = transcript?.view ?? null
  const past = panel === 'past'
  const ask = () => {
    back()
    openForm(chat)
  }
  const menu = items.length > 0 && <Menu items={items} />
  const ended = bot.deleted || view?.state === 'closed'
  return (
    <ChatFrame
      key="chat"
      header={{ bot, view, ask: canAsk(bot, view) ? ask : null, menu, close }}
      status={<Status {...props} />}
      writing={ended ? null : chat}
      ended={ended && <Ended state={state} chat={chat} />}
      docked={!past}
    >
      {past ? (
        <Later load={loadPast} props={{ chat, current: view?.id ?? null, back }} />
      ) : (
        <main>{state.stage === 'opening' ? <Opening written={chat.written} /> : conversation(props, ask)}</main>
      )}
    </ChatFrame>
  )
}

function conversation({ chat, state, stretch, growUp }: PageProps, ask: () => void) {
  const { bot, transcript, outbox } = state
  const form = shownForm(state.form, transcript)
  const asks = showsForm(state.ask, bot, transcript)
  const offered = !asks && offeredAt(transcript) > 0 && canAsk(bot, transcript?.view ?? null)
  const begun = outbox.length > 0 || transcript?.events.some(({ type }) => type !== 'conversation.started')
  const suggestions = !begun && <Suggestions questions={bot.suggestedQuestions} send={(text) => chat.send(text)} />
  const children = (
    <>
      {offered && (
        <div class="suggestions">
          <button type="button" class="button chip" onClick={ask}>
            <PersonIcon />
            {texts.ask[bot.human.how]}
          </button>
        </div>
      )}
      {asks && <AskForHuman state={state} chat={chat} />}
      {form && <PowerUpForm state={state} form={form} chat={chat} />}
    </>
  )
  return threadView({ state, chat, stretch, growUp, suggestions, children })
}

/** Above the field: the way down, what is wrong with the network, and the place in line. */
function Status({ chat, state, away, unseen, toEnd }: PageProps) {
  const { transcript, network, notice } = state
  const view = transcript?.view ?? null
  return (
    <>
      {away && (
        <button
          type="button"
          class={`button pill ${unseen ? '' : 'round'}`}
          aria-label={unseen ? undefined : texts.toEnd}
          onClick={toEnd}
        >
          <DownIcon />
          {unseen && texts.newMessages}
        </button>
      )}
      <StatusLine network={network} notice={notice && texts.notice[notice]} retry={chat.retry} />
      {view?.state === 'escalated' && (
        <WaitingLine state={state} view={view} withdraw={() => void chat.human.withdraw()} />
      )}
    </>
  )
}

/** Below a chat that has ended: another one, unless the bot itself is gone. */
function Ended({ state: { bot, transcript }, chat }: { state: ChatState; chat: Chat }) {
  const end = transcript?.events.at(-1)
  const gone = bot.deleted || (end?.type === 'conversation.closed' && end.data.cause === 'bot_deleted')
  return (
    <div class="ended">
      {gone ? (
        <p>{texts.ended.gone}</p>
      ) : (
        <button type="button" class="button primary" onClick={chat.startAnew}>
          {texts.ended.again}
        </button>
      )}
    </div>
  )
}
