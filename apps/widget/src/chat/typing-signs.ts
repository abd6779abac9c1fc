import type { ActorView, CustomerConversation, CustomerEvent } from '@baton/protocol'
import type { Transcript } from './transcript.ts'
import { nobodyTypes, type Typing } from './typing.ts'

/** A bot that has not answered by then is not expected any more: dots must never stay for ever. */
const BOT_PATIENCE_MS = 60_000
/** An agent's page renews its sign more often than this. */
const AGENT_PATIENCE_MS = 6_000

/** On opening: the bot still owes an answer if the customer's last message is fresh enough. */
export function typingOnOpen(transcript: Transcript, now: number): Typing {
  const owed = oweAnswer(transcript)
  if (!owed) return nobodyTypes
  const until = Math.min(Date.parse(owed.at), now) + BOT_PATIENCE_MS
  return { bot: until > now ? until : null, agent: null }
}

/** After one more event of the log. */
export function typingAfterEvent(typing: Typing, transcript: Transcript, event: CustomerEvent, now: number): Typing {
  const agent = transcript.view.state === 'active' && !isFrom(event, 'agent') ? typing.agent : null
  if (!oweAnswer(transcript)) return { bot: null, agent }
  const begins = isFrom(event, 'customer') || event.type.startsWith('conversation.')
  return { bot: begins ? now + BOT_PATIENCE_MS : typing.bot, agent }
}

/** After a sign of life from the bot: it is still at work. */
export function botIsWriting(typing: Typing, now: number): Typing {
  return typing.bot === null ? typing : { ...typing, bot: now + BOT_PATIENCE_MS }
}

/** After an agent's page said that its agent types, or stopped. */
export function typingOfAgent(
  typing: Typing,
  actor: ActorView,
  on: boolean,
  view: CustomerConversation,
  now: number,
): Typing {
  if (actor.kind !== 'agent') return typing
  const name = actor.name ?? view.agent?.name
  const holds = view.state === 'active' && name !== undefined
  return { ...typing, agent: on && holds ? { name, until: now + AGENT_PATIENCE_MS } : null }
}

type Message = Extract<CustomerEvent, { type: 'message.sent' }>

/** The customer's newest message, if the bot may speak and still has to answer it. */
function oweAnswer({ events, view }: Transcript): Message | null {
  if (!botMaySpeak(view)) return null
  let answered = 0
  for (const event of events.toReversed()) {
    if (event.type === 'conversation.released' && !event.data.botAnswers) return null
    if (event.type !== 'message.sent') continue
    if (event.actor.kind === 'customer') return event.seq > answered ? event : null
    if (event.actor.kind === 'agent') return null
    answered = Math.max(answered, event.data.answers ?? event.seq)
  }
  return null
}

function botMaySpeak({ state, botHolds }: CustomerConversation): boolean {
  return state === 'bot' || state === 'resolved' || (state === 'escalated' && !botHolds)
}

function isFrom(event: CustomerEvent, kind: ActorView['kind']): boolean {
  return event.type === 'message.sent' && event.actor.kind === kind
}
