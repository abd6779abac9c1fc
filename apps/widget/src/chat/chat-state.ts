import type { ChannelBot } from '@baton/protocol'
import { type Ask, nothingAsked } from './ask.ts'
import type { Draft } from './drafting.ts'
import { type FormState, noForm } from './form.ts'
import { unsent } from './outbox.ts'
import type { Transcript } from './transcript.ts'
import { nobodyTypes, type Typing } from './typing.ts'
import type { Outbox } from './written.ts'

/** Everything that the page draws. */
export type ChatState = {
  bot: ChannelBot
  /** `opening` while the history of a known conversation is on its way. */
  stage: 'empty' | 'opening' | 'open'
  transcript: Transcript | null
  outbox: Outbox
  /** The message that is on its way at this moment. */
  sending: string | null
  draft: Draft | null
  typing: Typing
  ask: Ask
  form: FormState
  /**
   * `online` is false from the moment that the browser reports a loss until something is heard again (browsers also report
   * losses that do not concern this server). `reachable`: news arrives. `failing`: messages do not get out.
   */
  network: { online: boolean; reachable: boolean; failing: boolean }
  /** Said once, above the composer, until the customer goes on. */
  notice: 'earlier_chat_ended' | 'no_human_here' | 'asked_before' | 'command_failed' | null
  /** A command of one button is under way. */
  busy: 'withdrawing' | 'loading_older' | null
  /** What the page shows: this conversation, or the list of all. */
  panel: 'chat' | 'past'
  /** The bot is not there any more. */
  gone: boolean
}

export function emptyChat(bot: ChannelBot, outbox: Outbox, online = true): ChatState {
  return {
    bot,
    stage: 'empty',
    transcript: null,
    outbox,
    sending: null,
    draft: null,
    typing: nobodyTypes,
    ask: nothingAsked,
    form: noForm,
    network: { online, reachable: true, failing: false },
    notice: null,
    busy: null,
    panel: 'chat',
    gone: false,
  }
}

export function withReach(state: ChatState, reachable: boolean): ChatState {
  const online = reachable || state.network.online
  return { ...state, network: { ...state.network, online, reachable } }
}

/** This browser has no conversation any more; what was not acknowledged stays in the outbox. */
export function withoutConversation(state: ChatState, notice: ChatState['notice']): ChatState {
  const { bot, outbox, network } = state
  return { ...emptyChat(bot, unsent(outbox), network.online), notice }
}
