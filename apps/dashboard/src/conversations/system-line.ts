import type { MemberEvent } from '@baton/protocol'
import { texts } from '../texts/conversations.ts'
import { actorName } from './who.ts'

export type SystemEvent = Exclude<MemberEvent, { type: 'message.sent' }>
type Reader = { me: string; customer: string }

const said = texts.system

/** The sentence in the transcript for everything that is not a message: who did what. */
export function systemLine(event: SystemEvent, reader: Reader): string {
  const who = actorName(event.actor, reader.me, reader.customer)
  const named = (agent: { id: string; name: string }) => (agent.id === reader.me ? texts.you : agent.name)
  const inside = (agent: { id: string; name: string }) => (agent.id === reader.me ? texts.youInside : agent.name)
  switch (event.type) {
    case 'conversation.started':
      return said.started
    case 'conversation.escalated':
      return said.askedForHuman(reader.customer)
    case 'conversation.contact_requested':
      return said.contactRequested(reader.customer, event.data.mailed)
    case 'conversation.lead_collected':
      return said.leadCollected(reader.customer)
    case 'conversation.form_answered':
      return said.formAnswered(reader.customer, event.data.title)
    case 'conversation.withdrawn':
      return said.withdrawn(reader.customer)
    case 'conversation.claimed':
      return (event.data.how === 'taken_over' ? said.takenOver : said.claimed)(named(event.data.agent))
    case 'conversation.transferred':
      return transferLine(event, who, inside)
    case 'conversation.requeued':
      return requeueLine(event, who, named, inside)
    case 'conversation.released':
      return (event.data.botAnswers ? said.released : said.releasedSilently)(who)
    case 'conversation.dismissed':
      return said.dismissed(who)
    case 'conversation.nudged':
      return said.nudged(named(event.data.agent))
    case 'conversation.closed':
      return said.closed[event.data.cause]
    default:
      return unknown(event)
  }
}

type Named = (agent: { id: string; name: string }) => string

function transferLine(event: Extract<SystemEvent, { type: 'conversation.transferred' }>, who: string, inside: Named) {
  const { from, to } = event.data
  return event.actor.id === from.id
    ? said.transferred(who, inside(to))
    : said.transferredBy(who, inside(from), inside(to))
}

function requeueLine(
  event: Extract<SystemEvent, { type: 'conversation.requeued' }>,
  who: string,
  named: Named,
  inside: Named,
) {
  const { from, cause = 'returned' } = event.data
  const byAnother = cause === 'returned' && event.actor.kind === 'agent' && event.actor.id !== from.id
  return byAnother
    ? said.requeuedFrom(who, inside(from))
    : said.requeued[cause]((cause === 'returned' ? named : inside)(from))
}

function unknown(event: never): never {
  throw new Error(`event without words: ${JSON.stringify(event)}`)
}
