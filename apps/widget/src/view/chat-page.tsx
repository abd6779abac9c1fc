import { canAsk, offeredAt, showsForm } from '../chat/ask.ts'
import type { Chat } from '../chat/chat.ts'
import type { ChatState } from '../chat/chat-state.ts'
import { shownLead } from '../chat/lead.ts'
import type { Transcript } from '../chat/transcript.ts'
import { texts } from '../texts/texts.ts'
import { Composer } from './composer.tsx'
import { EMAIL_FIELD, focusOn } from './focus.ts'
import { Header } from './header.tsx'
import { DownIcon, PersonIcon } from './icons.tsx'
import { Later } from './later.tsx'
import { laterViews } from './later-view-loader.ts'
import type { MenuItem } from './menu.tsx'
import { StatusLine } from './status-line.tsx'
import { Suggestions } from './suggestions.tsx'
import { type Stretch, ThreadView } from './thread-view.tsx'

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

/** The chat as the customer sees it: who answers, the thread, and where they write. */
export function ChatPage(props: PageProps) {
  const { chat, state, items, close, back } = props
  const { bot, transcript, panel } = state
  const view = transcript?.view ?? null
  const ask = () => {
    back()
    // The field is there after the next drawing.
    void chat.askForHuman().then(() => requestAnimationFrame(() => focusOn(EMAIL_FIELD)))
  }
  return (
    <div class="chat">
      <Header bot={bot} view={view} ask={canAsk(bot, view) ? ask : null} items={items} close={close} />
      {panel === 'past' ? (
        <Later load={loadPast} props={{ chat, current: view?.id ?? null, back }} />
      ) : (
        <Conversation {...props} ask={ask} />
      )}
    </div>
  )
}

function Conversation(props: PageProps & { ask: () => void }) {
  const { chat, state, stretch, growUp, ask } = props
  const { bot, transcript } = state
  const { AskForHuman, LeadForm } = laterViews() ?? {}
  const lead = shownLead(state.lead, bot, transcript)
  const form = showsForm(state.ask, bot, transcript)
  const offered = !form && offeredAt(transcript) > 0 && canAsk(bot, transcript?.view ?? null)
  return (
    <>
      <main>
        {state.stage === 'opening' ? (
          <p class="opening quiet-words late" role="status">
            {texts.loading}
          </p>
        ) : (
          <ThreadView state={state} chat={chat} stretch={stretch} growUp={growUp}>
            <Suggestions state={state} chat={chat} />
            {offered && (
              <div class="suggestions">
                <button type="button" class="button chip" onClick={ask}>
                  <PersonIcon />
                  {texts.ask[bot.human.how]}
                </button>
              </div>
            )}
            {form && AskForHuman && <AskForHuman state={state} chat={chat} />}
            {lead && LeadForm && <LeadForm state={state} form={lead} chat={chat} />}
          </ThreadView>
        )}
      </main>
      <Dock {...props} />
    </>
  )
}

function Dock({ chat, state, away, unseen, toEnd, ask }: PageProps & { ask: () => void }) {
  const { bot, transcript } = state
  const view = transcript?.view ?? null
  const { WaitingLine } = laterViews() ?? {}
  return (
    <footer class="dock">
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
      <StatusLine state={state} retry={chat.retry} />
      {view?.state === 'escalated' && WaitingLine && (
        <WaitingLine state={state} view={view} withdraw={() => void chat.human?.withdraw()} />
      )}
      {transcript?.view.state === 'closed' ? (
        <Ended transcript={transcript} chat={chat} />
      ) : (
        <>
          {canAsk(bot, view) && (
            <button type="button" class="button quiet ask-below" onClick={ask}>
              <PersonIcon />
              {texts.ask[bot.human.how]}
            </button>
          )}
          <Composer chat={chat} to={view?.agent?.name ?? bot.name} />
        </>
      )}
    </footer>
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
