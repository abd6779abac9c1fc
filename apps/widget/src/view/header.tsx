import type { ChannelBot, CustomerConversation } from '@baton/protocol'
import { Component, type ComponentChildren } from 'preact'
import { texts } from '../texts/texts.ts'
import { AgentAvatar, BotAvatar } from './avatar.tsx'
import { BotIcon, ClosedIcon, CloseIcon, PersonIcon, WaitingIcon } from './icons.tsx'

type HolderProps = { bot: ChannelBot; view: CustomerConversation | null }
export type HeaderProps = HolderProps & {
  /** Asks for a human, where one can be asked for. */
  ask: (() => void) | null
  /** What is needed seldom; its room is kept until it is there. */
  menu?: ComponentChildren
  /** Closes the chat, where there is a page around to close it in. */
  close: (() => void) | null
}

/** Who answers now, always in the same place with the same kind of mark; and the way to a human. */
export function Header({ bot, view, ask, menu = <i class="round" />, close }: HeaderProps) {
  return (
    <header class="header">
      <Holder bot={bot} view={view} />
      {ask && (
        <button type="button" class="button outline ask-button" onClick={ask}>
          <PersonIcon />
          {texts.ask[bot.human.how]}
        </button>
      )}
      <div class="corner">
        {menu}
        {close && (
          <button type="button" class="button round" aria-label={texts.close} onClick={close}>
            <CloseIcon />
          </button>
        )}
      </div>
    </header>
  )
}

class Holder extends Component<HolderProps> {
  /** Who was shown last, once the conversation is known: only a real hand-over moves. */
  shown: string | null = null
  handed = false

  override render({ bot, view }: HolderProps) {
    const state = view?.state ?? 'bot'
    const agent = state === 'active' ? view?.agent : null
    const who = agent?.id ?? (state === 'resolved' ? 'bot' : state)
    this.handed ||= this.shown !== null && this.shown !== who
    if (view) this.shown = who
    const { kind, icon } = markOf(state, bot)
    return (
      <div key={who} class={`holder ${this.handed ? 'handed' : ''}`}>
        {agent ? <AgentAvatar agent={agent} /> : <BotAvatar bot={bot} />}
        <div>
          <h1>{agent?.name ?? bot.name}</h1>
          <p class={`quiet-words ${kind}`}>
            {icon}
            {texts.holder[kind]}
          </p>
        </div>
      </div>
    )
  }
}

function markOf(state: CustomerConversation['state'], bot: ChannelBot) {
  switch (state) {
    case 'escalated':
      return { kind: 'waiting', icon: <WaitingIcon /> } as const
    case 'active':
      return { kind: 'agent', icon: <PersonIcon /> } as const
    case 'closed':
      return { kind: 'closed', icon: <ClosedIcon /> } as const
    default:
      return { kind: bot.disclosure, icon: <BotIcon /> } as const
  }
}
