import type { Conversation, EscalationReason, Event, Policy } from '@baton/core'
import type { EventLog } from '../store/events.ts'
import type { EndedHandoff, Passage, Turn } from './bot-port.ts'
import { turnEntries } from './turn-history.ts'

export type TurnBot = { id: string; name: string; instructions: string; keywords: readonly string[] }

export type ReadTurnDeps = {
  log: EventLog
  search: (botId: string, query: string, limit: number) => Promise<readonly Passage[]>
  /** The power-ups that the bot was given and that are enabled, with their settings. */
  powerUps: (botId: string) => Promise<readonly { kind: string; settings: unknown }[]>
}

/** How much of the past a turn reads, in events. */
const HISTORY = 100

/** Of a long conversation, so many events that are no messages tell what the last wait was for. */
const FACTS = 50

/** Everything that the bot may know for its turn in this conversation. */
export async function readTurn(
  deps: ReadTurnDeps,
  { conversation, policy, bot }: { conversation: Conversation; policy: Policy; bot: TurnBot },
  signal: AbortSignal,
): Promise<Turn> {
  const past = await deps.log.before(conversation.id, conversation.lastSeq + 1, HISTORY)
  // A human may have written more than that since the customer asked for one.
  const facts = past.length < HISTORY ? past : await deps.log.happened(conversation.id, FACTS)
  // What nobody has answered may lie further back than the history that a turn reads.
  const open = await deps.log.after(conversation.id, conversation.answeredSeq, HISTORY)
  const unanswered = open.filter((event) => event.type === 'message.sent' && event.actor.kind === 'customer')
  const given = (await deps.powerUps(bot.id)).filter(({ kind }) => kind !== 'talk_to_a_human' || policy.powerUp)
  return {
    bot,
    conversationId: conversation.id,
    history: turnEntries(past),
    unanswered: turnEntries(unanswered),
    powerUps: given.map(({ kind }) => kind),
    powerUpSettings: Object.fromEntries(given.map(({ kind, settings }) => [kind, settings])),
    humanState: conversation.state === 'escalated' ? 'waiting' : policy.powerUp ? 'available' : 'unavailable',
    handoff: endedHandoff(facts),
    keywords: bot.keywords,
    search: (query, limit) => deps.search(bot.id, query, limit),
    signal,
  }
}

/** The newest wait or takeover that is over, with the reason that it began for. */
export function endedHandoff(events: readonly Event[]): EndedHandoff | null {
  const end = events.findLast(({ type }) => ends.includes(type))
  if (end === undefined) return null
  const begin = events.findLast(({ type, seq }) => type === 'conversation.escalated' && seq < end.seq)
  return begin?.type === 'conversation.escalated' ? { reason: reasonOf(begin), endedSeq: end.seq } : null
}

const ends: readonly Event['type'][] = ['conversation.released', 'conversation.dismissed', 'conversation.withdrawn']

function reasonOf(event: Extract<Event, { type: 'conversation.escalated' }>): EscalationReason {
  return event.data.reason
}
