import { type Conversation, type Event, isHolder, may, type Policy } from '@baton/core'
import type { Abilities, ActorView, AgentView, MemberConversation, MemberEvent, SearchMatch } from '@baton/protocol'
import { type Principal, principalMay } from '../accounts/principal.ts'
import type { Summary } from '../store/conversation-list.ts'
import type { Match } from '../store/search-matches.ts'
import { iso, withoutNulls } from './plain.ts'

/** An event as members of its team see it. */
export function eventForMember(event: Event, faceOf: FaceOf): MemberEvent {
  const base = {
    id: event.id,
    conversationId: event.conversationId,
    seq: event.seq,
    at: iso(event.at),
    actor: actorView(event),
    engagement: event.engagement,
    ...(event.clientId === null ? {} : { clientId: event.clientId }),
  }
  switch (event.type) {
    case 'message.sent':
      return { ...base, type: event.type, data: { ...event.data, ...sourcesOf(event.data) } } as MemberEvent
    case 'conversation.escalated': {
      const { reason, botHolds, ...asked } = event.data
      return { ...base, type: event.type, data: { reason, botHolds, ...withoutNulls(asked) } }
    }
    case 'conversation.contact_requested': {
      const { mailed, ...asked } = event.data
      return { ...base, type: event.type, data: { mailed, ...withoutNulls(asked) } }
    }
    case 'conversation.lead_collected':
      return { ...base, type: event.type, data: withoutNulls(event.data) }
    case 'conversation.form_answered':
      return { ...base, type: event.type, data: { ...event.data, fields: [...event.data.fields] } }
    case 'conversation.claimed':
      return { ...base, type: event.type, data: { ...event.data, agent: agentView(event.data.agent, faceOf) } }
    case 'conversation.transferred':
      return {
        ...base,
        type: event.type,
        data: { from: agentView(event.data.from, faceOf), to: agentView(event.data.to, faceOf) },
      }
    case 'conversation.requeued':
      return { ...base, type: event.type, data: { ...event.data, from: agentView(event.data.from, faceOf) } }
    case 'conversation.released':
      return { ...base, type: event.type, data: { ...event.data, agent: agentView(event.data.agent, faceOf) } }
    case 'conversation.nudged':
      return {
        ...base,
        type: event.type,
        data: { agent: agentView(event.data.agent, faceOf), unansweredSince: iso(event.data.unansweredSince) },
      }
    case 'conversation.closed':
      return { ...base, type: event.type, data: event.data }
    case 'conversation.started':
    case 'conversation.withdrawn':
    case 'conversation.dismissed':
      return { ...base, type: event.type, data: {} }
  }
}

/** A conversation with what this member may do to it now. */
export function conversationForMember(summary: Summary, principal: Principal, faceOf: FaceOf): MemberConversation {
  const { conversation, policy, lastMessage } = summary
  const { escalation, unansweredSince } = conversation
  return {
    id: conversation.id,
    botId: conversation.botId,
    botName: policy.botName,
    state: conversation.state,
    engagement: conversation.engagement,
    lastSeq: conversation.lastSeq,
    customer: { id: conversation.customerId, ...conversation.customer },
    agent: conversation.state === 'active' ? agentView(conversation.agent, faceOf) : null,
    claimedAt: conversation.state === 'active' ? iso(conversation.claimedAt) : null,
    escalation: escalation && { reason: escalation.reason, at: iso(escalation.at), note: escalation.note },
    lead: conversation.lead && { ...conversation.lead, at: iso(conversation.lead.at) },
    botHolds: conversation.state === 'escalated' && conversation.botHolds,
    unansweredSince: unansweredSince === null ? null : iso(unansweredSince),
    lastMessage: lastMessage && {
      text: lastMessage.text,
      actor: {
        kind: lastMessage.kind as ActorView['kind'],
        ...(lastMessage.id === null ? {} : { id: lastMessage.id }),
        ...(lastMessage.name === null ? {} : { name: lastMessage.name }),
      },
      at: iso(lastMessage.at),
      seq: lastMessage.seq,
    },
    startedAt: iso(conversation.startedAt),
    lastActivityAt: iso(summary.lastActivityAt),
    readSeq: summary.readSeq,
    visit: summary.visit,
    can: abilities(conversation, policy, principal),
  }
}

/** Which message of each conversation a search has found, by the conversation's id. */
export function matchesForMember(matches: readonly Match[]): Record<string, SearchMatch> {
  return Object.fromEntries(
    matches.map((match) => [match.conversationId, { seq: match.seq, actor: actorView(match), pieces: match.pieces }]),
  )
}

/** What the lifecycle and the permission table would say now; the command is decided again when it comes. */
function abilities(conversation: Conversation, policy: Policy, principal: Principal): Abilities {
  const claims = principalMay(principal, 'conversation.claim')
  const { state } = conversation
  const holds = claims && isHolder(conversation, principal.memberId)
  const moves = state === 'active' && claims && (holds || may(principal.roles, 'conversation.transfer_any'))
  const takesOver = policy.humanTakeover && policy.takeOverAllowed && (state === 'bot' || state === 'resolved')
  return {
    claim: claims && state === 'escalated',
    takeOver: claims && takesOver,
    reply: holds,
    handBack: moves,
    transfer: moves,
    requeue: moves,
    dismiss: claims && state === 'escalated',
  }
}

/** The address of a member's picture now; null when there is none. */
export type FaceOf = (memberId: string) => string | null

export function agentView({ id, name }: { id: string; name: string }, faceOf: FaceOf): AgentView {
  return { id, name, avatarUrl: faceOf(id) }
}

export function actorView({ actor }: Pick<Event, 'actor'>): ActorView {
  return {
    kind: actor.kind,
    ...(actor.id === null ? {} : { id: actor.id }),
    ...(actor.name === null ? {} : { name: actor.name }),
  }
}

function sourcesOf(data: { sources?: readonly { title: string; url: string | null }[] }) {
  return data.sources === undefined ? {} : { sources: [...data.sources] }
}
