import type { CustomerEvent, PlaceInLine, ServerFrame } from '@baton/protocol'
import type { ChatState } from './chat-state.ts'
import { keepDraft, receiveDraft, withdrawDraft } from './drafting.ts'
import { settle } from './outbox.ts'
import type { Transcript } from './transcript.ts'
import { extend, hearOf, placeInQueue, seenUpTo } from './transcript-growth.ts'
import { botIsWriting, typingAfterEvent, typingOfAgent, typingOnOpen } from './typing-signs.ts'

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

/** Events have arrived, in whatever order and however often. */
export function afterEvents(state: ChatState, events: readonly CustomerEvent[], now: number): ChatState {
  if (!state.transcript) return state
  let { transcript, typing, ask } = state
  for (const event of events) {
    const next = extend(transcript, event)
    if (next.view.lastSeq > transcript.view.lastSeq) {
      typing = typingAfterEvent(typing, next, event, now)
      if (isAnswerToAsking(event)) ask = { ...ask, open: false, problem: null }
    }
    transcript = next
  }
  return {
    ...state,
    transcript,
    typing,
    ask,
    draft: keepDraft(state.draft, transcript),
    outbox: settle(state.outbox, transcript),
  }
}

/** Asked in whatever tab, or joined unasked: a form that stands open is done with, and must not come back after the person has left. */
function isAnswerToAsking({ type }: CustomerEvent): boolean {
  return (
    type === 'conversation.escalated' || type === 'conversation.contact_requested' || type === 'conversation.claimed'
  )
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
      return { ...state, transcript: placeInQueue(transcript, placeOf(frame)) }
    case 'seen':
      return { ...state, transcript: seenUpTo(transcript, frame.seq) }
    default:
      return state
  }
}

function placeOf({ position, waitFromSeconds, waitSeconds }: PlaceInLine): PlaceInLine {
  return waitFromSeconds === undefined || waitSeconds === undefined
    ? { position }
    : { position, waitFromSeconds, waitSeconds }
}
