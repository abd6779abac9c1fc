import type { Agent } from '../actor.ts'
import type { Command } from '../command.ts'
import { type Active, isUnanswered, type Policy } from '../conversation.ts'
import type { Fact, RequeueCause } from '../event.ts'
import { may } from '../permissions.ts'
import {
  claimedBy,
  type Decision,
  type Given,
  isHolder,
  no,
  notHolder,
  nothing,
  type OfType,
  type Open,
  signed,
  yes,
} from './decision.ts'

type AgentActor = Extract<Command['by'], { kind: 'agent' }>

export function claim(conversation: Open, command: OfType<'claim'>): Decision {
  if (conversation.state === 'active') {
    return isHolder(conversation, command.by.id) ? nothing : no(claimedBy(conversation))
  }
  if (conversation.state !== 'escalated') return no({ code: 'not_escalated' })
  return yes(command, { type: 'conversation.claimed', data: { agent: agentOf(command), how: 'claimed' } })
}

export function takeOver(conversation: Open, command: OfType<'take_over'>, { policy }: Given): Decision {
  if (conversation.state === 'active') {
    return isHolder(conversation, command.by.id) ? nothing : no(claimedBy(conversation))
  }
  // A waiting customer is claimed: taking over means the same to the one who clicked.
  if (conversation.state === 'escalated') return claim(conversation, { ...command, type: 'claim' })
  if (!policy.humanTakeover || !policy.takeOverAllowed) return no({ code: 'takeover_not_allowed' })
  return yes(command, { type: 'conversation.claimed', data: { agent: agentOf(command), how: 'taken_over' } })
}

export function transfer(conversation: Open, command: OfType<'transfer'>): Decision {
  if (conversation.state !== 'active') return no({ code: 'not_active' })
  if (!mayMove(conversation, command.by)) return no(notHolder(conversation))
  if (command.to.id === conversation.agent.id) return nothing
  return yes(command, { type: 'conversation.transferred', data: { from: conversation.agent, to: command.to } })
}

export function requeue(conversation: Open, command: OfType<'requeue'>, { policy }: Given): Decision {
  if (conversation.state !== 'active') return no({ code: 'not_active' })
  if (!mayMove(conversation, command.by)) return no(notHolder(conversation))
  return yes(command, requeued(conversation, 'returned', policy))
}

export function requeueFor(conversation: Open, command: OfType<'requeue_for'>, { policy }: Given): Decision {
  if (conversation.state !== 'active') return no({ code: 'not_active' })
  const overWait = command.unansweredSince !== undefined && !sameWait(conversation, command.unansweredSince)
  if (conversation.engagement !== command.engagement || overWait) return no({ code: 'stale_engagement' })
  return yes(command, requeued(conversation, command.cause, policy))
}

export function nudge(conversation: Open, command: OfType<'nudge'>): Decision {
  if (conversation.state !== 'active') return no({ code: 'not_active' })
  if (conversation.engagement !== command.engagement || !sameWait(conversation, command.unansweredSince)) {
    return no({ code: 'stale_engagement' })
  }
  const { agent } = conversation
  const nudged = signed(command, {
    type: 'conversation.nudged',
    data: { agent, unansweredSince: command.unansweredSince },
  })
  return { ok: true, facts: [{ ...nudged, clientId: nudgeId(command) }] }
}

/** One nudge for each wait under a holder: a timer that runs twice alerts the team once. */
export function nudgeId({ engagement, unansweredSince }: { engagement: number; unansweredSince: number }): string {
  return `nudge:${engagement}:${unansweredSince}`
}

export function handBack(conversation: Open, command: OfType<'hand_back'>): Decision {
  if (conversation.state === 'resolved' && conversation.releasedBy === command.by.id) return nothing
  if (conversation.state !== 'active' || !mayMove(conversation, command.by)) return no(notHolder(conversation))
  return yes(command, {
    type: 'conversation.released',
    data: { agent: conversation.agent, botAnswers: command.botAnswers },
  })
}

function requeued(conversation: Active, cause: RequeueCause, policy: Policy): Fact {
  return {
    type: 'conversation.requeued',
    data: { from: conversation.agent, cause, botHolds: policy.holdsWhileWaiting },
  }
}

/** The holder, and those who may transfer or requeue another's. */
function mayMove(conversation: Active, by: AgentActor): boolean {
  return isHolder(conversation, by.id) || may(by.roles, 'conversation.transfer_any')
}

function agentOf(command: { by: AgentActor }): Agent {
  return { id: command.by.id, name: command.by.name }
}

/** Whether the customer still waits for the answer that was missing then. */
function sameWait(conversation: Active, unansweredSince: number): boolean {
  return conversation.unansweredSince === unansweredSince && isUnanswered(conversation)
}
