import type { Agent } from '../actor.ts'
import { botMaySpeak, type Conversation, type Escalation, isUnanswered } from '../conversation.ts'
import { type EscalationReason, type Event, isHumanOffer, type MessageSent, type Offer } from '../event.ts'
import type { FilledField } from '../form.ts'

/** What only the first event needs to be told. */
export type Beginning = { teamId: string; botId: string; customerId: string }

/**
 * The conversation after one more event. Pure; the log folded through it is the conversation, whatever its row says.
 * `beginning` is read by `conversation.started` alone.
 */
export function evolve(conversation: Conversation | null, event: Event, beginning?: Beginning): Conversation {
  if (event.type === 'conversation.started') {
    if (conversation !== null) throw new Error(`the log of ${event.conversationId} starts twice`)
    return begun(event, beginning)
  }
  if (conversation === null) throw new Error(`the log of ${event.conversationId} does not begin with its start`)
  if (event.seq !== conversation.lastSeq + 1) {
    throw new Error(`gap in the log of ${event.conversationId}: ${event.seq} after ${conversation.lastSeq}`)
  }
  const next = { ...conversation, lastSeq: event.seq, engagement: event.engagement }
  if (event.type === 'message.sent') return afterMessage(next, event)
  if (event.type === 'conversation.contact_requested') {
    const contactMailedAt = event.data.mailed ? event.at : next.contactMailedAt
    return { ...next, customer: asked(next, event.data), contactMailedAt }
  }
  if (event.type === 'conversation.lead_collected') {
    return { ...next, customer: asked(next, event.data), lead: { ...event.data, at: event.at } }
  }
  if (event.type === 'conversation.form_answered')
    return { ...next, customer: asked(next, addressIn(event.data.fields)) }
  if (event.type === 'conversation.nudged') return next
  return withTurn(charge(next, event), event, conversation.engagement !== event.engagement)
}

function begun(event: Event, beginning: Beginning | undefined): Conversation {
  if (beginning === undefined) throw new Error('a conversation cannot start without its team, bot and customer')
  return {
    ...beginning,
    id: event.conversationId,
    state: 'bot',
    engagement: event.engagement,
    lastSeq: event.seq,
    startedAt: event.at,
    customer: { name: event.actor.name, email: null },
    lastCustomerSeq: 0,
    answeredSeq: 0,
    unansweredSince: null,
    turn: null,
    offer: null,
    contactMailedAt: null,
    escalation: null,
    lead: null,
  }
}

function afterMessage(conversation: Conversation, event: MessageSent): Conversation {
  switch (event.actor.kind) {
    case 'customer': {
      const heard = {
        ...conversation,
        lastCustomerSeq: event.seq,
        unansweredSince: conversation.unansweredSince ?? event.at,
      }
      return botMaySpeak(heard) && heard.turn === null ? { ...heard, turn: { id: event.id } } : heard
    }
    case 'bot': {
      const answeredSeq = Math.max(conversation.answeredSeq, event.data.answers ?? 0)
      const more = conversation.lastCustomerSeq > answeredSeq
      return {
        ...conversation,
        answeredSeq,
        unansweredSince: more ? event.at : null,
        turn: more ? { id: event.id } : null,
        offer: humanOffered(event.data.offer) ?? conversation.offer,
      }
    }
    case 'agent':
      return { ...conversation, answeredSeq: conversation.lastCustomerSeq, unansweredSince: null }
    case 'system':
      return conversation
  }
}

/** Only the offer of a human can become an escalation. */
function humanOffered(offer: Offer | undefined): EscalationReason | null {
  return offer !== undefined && isHumanOffer(offer) ? offer.reason : null
}

type Transition = Exclude<
  Event,
  {
    type:
      | 'conversation.started'
      | 'message.sent'
      | 'conversation.contact_requested'
      | 'conversation.lead_collected'
      | 'conversation.form_answered'
      | 'conversation.nudged'
  }
>

/** The conversation with its new state; whoever had a turn keeps it until `withTurn`. */
function charge(conversation: Conversation, event: Transition): Conversation {
  const shared = sharedBy(conversation)
  switch (event.type) {
    case 'conversation.escalated': {
      const escalation: Escalation = { reason: event.data.reason, note: event.data.note, at: event.at }
      const customer = asked(conversation, event.data)
      return { ...shared, customer, escalation, offer: null, state: 'escalated', botHolds: event.data.botHolds }
    }
    case 'conversation.withdrawn':
      return { ...shared, escalation: null, state: 'bot' }
    case 'conversation.claimed': {
      // Nobody escalated what was taken over: an escalation that is still known is an earlier one's.
      const escalation = event.data.how === 'taken_over' ? null : shared.escalation
      const agent = plain(event.data.agent)
      return { ...shared, escalation, offer: null, state: 'active', agent, claimedAt: event.at }
    }
    case 'conversation.transferred':
      return { ...shared, state: 'active', agent: plain(event.data.to), claimedAt: event.at }
    case 'conversation.requeued': {
      const { reason, note } = shared.escalation ?? { reason: 'requeued' as const, note: null }
      const escalation: Escalation = { reason, note, at: event.at }
      return { ...shared, escalation, state: 'escalated', botHolds: event.data.botHolds }
    }
    case 'conversation.released':
      return { ...released(shared, event.data.botAnswers), state: 'resolved', releasedBy: event.actor.id }
    case 'conversation.dismissed':
      return { ...shared, state: 'resolved', releasedBy: null }
    case 'conversation.closed':
      return { ...shared, state: 'closed', cause: event.data.cause }
  }
}

type Shared = Omit<Extract<Conversation, { state: 'bot' }>, 'state'>

/** What every state has, without what only the old state had. */
function sharedBy(conversation: Conversation): Shared {
  const { id, teamId, botId, customerId, engagement, lastSeq, startedAt, customer } = conversation
  const { lastCustomerSeq, answeredSeq, unansweredSince, turn, offer, contactMailedAt, escalation, lead } = conversation
  return {
    ...{ id, teamId, botId, customerId, engagement, lastSeq, startedAt, customer },
    ...{ lastCustomerSeq, answeredSeq, unansweredSince, turn, offer, contactMailedAt, escalation, lead },
  }
}

/** An agent may leave the customer's last words to silence on purpose; then they count as answered. */
function released(shared: Shared, botAnswers: boolean): Shared {
  return botAnswers ? shared : { ...shared, answeredSeq: shared.lastCustomerSeq, unansweredSince: null }
}

/** A turn ends with its engagement; where the bot may speak again, it takes a new one on what nobody has answered. */
function withTurn(conversation: Conversation, event: Event, engagementRaised: boolean): Conversation {
  if (!engagementRaised && conversation.turn !== null) return conversation
  const due = botMaySpeak(conversation) && isUnanswered(conversation)
  return { ...conversation, turn: due ? { id: event.id } : null }
}

function asked(
  conversation: Conversation,
  data: { email: string | null; name: string | null },
): Conversation['customer'] {
  return { email: data.email ?? conversation.customer.email, name: data.name ?? conversation.customer.name }
}

/** Who the customer says they are, where a form has asked: in its first field for an address, and in one called `name`. */
function addressIn(fields: readonly FilledField[]): { email: string | null; name: string | null } {
  const email = fields.find(({ kind }) => kind === 'email')?.value ?? null
  return { email, name: fields.find(({ name }) => name === 'name')?.value ?? null }
}

function plain({ id, name }: Agent): Agent {
  return { id, name }
}
