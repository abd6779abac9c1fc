import { audienceOf } from './audience.ts'
import type { Conversation, Policy } from './conversation.ts'
import type { Event, EventType } from './event.ts'

/** Why the team is mailed. */
export type TeamMailAbout =
  | 'escalated'
  | 'requeued'
  | 'contact_requested'
  | 'nudged'
  | 'lead_collected'
  | 'form_answered'

/** What must happen after an event, planned in its transaction and done later by a worker, at least once. */
export type FollowUp =
  | { kind: 'bot_turn'; turnId: string; engagement: number }
  | { kind: 'webhook'; type: EventType }
  | { kind: 'team_mail'; about: TeamMailAbout }
  /** At `due`, if the customer still waits for the same escalation and nobody has claimed: the team, once more. */
  | { kind: 'reminder_mail'; round: number; due: number }
  /** What was said up to `seq`, summed up by the bot's model for the agent who takes it. */
  | { kind: 'summary'; seq: number }
  /** A while after an agent's message: the answers that the customer has not read by then, by mail. */
  | { kind: 'customer_mail'; seq: number }
  /** At `due`, if the same wait still lasts: alert the team, and the second time requeue. */
  | { kind: 'unanswered_timer'; step: 'nudge' | 'requeue'; engagement: number; unansweredSince: number; due: number }

/** What follows from one event (`after` is the conversation with it applied). Pure. */
export function followUps(event: Event, after: Conversation, policy: Policy): FollowUp[] {
  const follow: FollowUp[] = []
  if (after.turn?.id === event.id) follow.push({ kind: 'bot_turn', turnId: event.id, engagement: after.engagement })
  if (isTold(event, policy)) follow.push({ kind: 'webhook', type: event.type })
  if (policy.summarises && wantsSummary(event)) follow.push({ kind: 'summary', seq: event.seq })
  return [...follow, ...mails(event, after, policy), ...timers(event, after, policy)]
}

/** When an agent needs to know what was said: a human is asked for, or takes over unasked. */
export function wantsSummary(event: Event): boolean {
  if (event.type === 'conversation.escalated') return true
  return event.type === 'conversation.claimed' && event.data.how === 'taken_over'
}

/** Whether other systems may hear of it: of a request for contact once for each time that the team is mailed. */
function isTold(event: Event, policy: Policy): boolean {
  switch (event.type) {
    case 'message.sent':
      return policy.tellsMessages
    case 'conversation.contact_requested':
      return event.data.mailed
    default:
      return audienceOf(event.type).webhook
  }
}

function mails(event: Event, after: Conversation, policy: Policy): FollowUp[] {
  switch (event.type) {
    case 'message.sent':
      return event.actor.kind === 'agent' && after.customer.email !== null
        ? [{ kind: 'customer_mail', seq: event.seq }]
        : []
    case 'conversation.escalated':
      return [{ kind: 'team_mail', about: 'escalated' }, ...reminders(event, policy)]
    case 'conversation.requeued':
      return [{ kind: 'team_mail', about: 'requeued' }, ...reminders(event, policy)]
    case 'conversation.nudged':
      return [{ kind: 'team_mail', about: 'nudged' }]
    case 'conversation.lead_collected':
      return [{ kind: 'team_mail', about: 'lead_collected' }]
    case 'conversation.form_answered':
      return [{ kind: 'team_mail', about: 'form_answered' }]
    case 'conversation.contact_requested':
      return event.data.mailed ? [{ kind: 'team_mail', about: 'contact_requested' }] : []
    default:
      return []
  }
}

/** When the team is reminded of a customer whom nobody has claimed, in the bot's own times for an unanswered message. */
const REMIND_AFTER = [1, 4]

function reminders(event: Event, { unansweredAfter }: Policy): FollowUp[] {
  return REMIND_AFTER.map((times, index) => ({
    kind: 'reminder_mail',
    round: index + 1,
    due: event.at + times * unansweredAfter,
  }))
}

/** The clock runs from the first unanswered message, or from the claim when the customer had been waiting for it. */
function timers(event: Event, after: Conversation, policy: Policy): FollowUp[] {
  if (after.state !== 'active' || after.unansweredSince === null) return []
  const { engagement, unansweredSince } = after
  const timer = (step: 'nudge' | 'requeue'): FollowUp[] => [
    { kind: 'unanswered_timer', step, engagement, unansweredSince, due: event.at + policy.unansweredAfter },
  ]
  switch (event.type) {
    case 'message.sent':
      return event.seq === after.lastCustomerSeq && unansweredSince === event.at ? timer('nudge') : []
    case 'conversation.claimed':
    case 'conversation.transferred':
      return timer('nudge')
    case 'conversation.nudged':
      return timer('requeue')
    default:
      return []
  }
}
