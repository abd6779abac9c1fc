import type { ChannelBot, CustomerEvent, ServerFrame } from '@baton/protocol'
import { type Ask, nothingAsked } from './ask.ts'
import { type Draft, keepDraft, receiveDraft, withdrawDraft } from './drafting.ts'
import { type Outbox, settle, unsent } from './outbox.ts'
import { extend, hearOf, placeInQueue, type Transcript } from './transcript.ts'
import { botIsWriting, nobodyTypes, type Typing, typingAfterEvent, typingOfAgent, typingOnOpen } from './typing.ts'

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
  /**
   * `online` is false from the moment that the browser reports a loss until something is heard again (browsers also report
   * losses that do not concern this server). `reachable`: news arrives. `failing`: messages do not get out.
   */
  network: { online: boolean; reachable: boolean; failing: boolean }
  /** Said once, above the composer, until the customer goes on. */
  notice: 'earlier_chat_ended' | 'no_human_here' | 'asked_before' | 'command_failed' | null
  /** A command of one button is under way. */
  busy: 'withdrawing' | 'loading_older' | null
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
    network: { online, reachable: true, failing: false },
    notice: null,
    busy: null,
    gone: false,
  }
}

/** The history is here. */
export function opened(state: ChatState, transcript: Transcript, now: number): ChatState {
  return {
    ...state,
    stage: 'open',
    transcript,
    draft: null,
    typing: typingOnOpen(transcript, now),
    outbox: settle(state.outbox, transcript),
    network: { ...state.network, online: true, reachable: true },
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

/** Events have arrived, in whatever order and however often. */
export function afterEvents(state: ChatState, events: readonly CustomerEvent[], now: number): ChatState {
  if (!state.transcript) return state
  let { transcript, typing } = state
  for (const event of events) {
    const next = extend(transcript, event)
    if (next.view.lastSeq > transcript.view.lastSeq) typing = typingAfterEvent(typing, next, event, now)
    transcript = next
  }
  return {
    ...state,
    transcript,
    typing,
    draft: keepDraft(state.draft, transcript),
    outbox: settle(state.outbox, transcript),
  }
}

/** A frame that is not an event: it concerns only what is going on at this moment. */
export function afterSignal(state: ChatState, frame: ServerFrame, now: number): ChatState {
  const { transcript } = state
  if (!transcript || !('conversation' in frame) || frame.conversation !== transcript.view.id) return state
  switch (frame.t) {
    case 'position':
    case 'caught_up':
      return { ...state, transcript: hearOf(transcript, frame.seq) }
    case 'drafting':
      return { ...state, draft: receiveDraft(state.draft, frame, transcript), typing: botIsWriting(state.typing, now) }
    case 'drafting_withdrawn':
      return { ...state, draft: withdrawDraft(state.draft, frame.clientId) }
    case 'typing':
      return { ...state, typing: typingOfAgent(state.typing, frame.actor, frame.on, transcript.view, now) }
    case 'queue':
      return { ...state, transcript: placeInQueue(transcript, frame.position) }
    default:
      return state
  }
}
