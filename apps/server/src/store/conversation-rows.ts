import type { Conversation, EscalationReason, Event, Lead, LeadForm, Policy, Visit } from '@baton/core'
import type { Insertable, Selectable } from 'kysely'
import type { BotsTable } from '../database/tables/bots.ts'
import type { ConversationsTable, EventsTable } from '../database/tables/conversations.ts'

export type ConversationRow = Selectable<ConversationsTable>
export type EventRow = Selectable<EventsTable>

/** The row as the state it spells. A row that spells no state is damage, and thrown. */
export function toConversation(row: ConversationRow): Conversation {
  const shared = sharedPart(row)
  switch (row.state) {
    case 'bot':
      return { ...shared, state: 'bot' }
    case 'escalated':
      if (shared.escalation === null) break
      return { ...shared, state: 'escalated', escalation: shared.escalation, botHolds: row.bot_holds === 1 }
    case 'active':
      if (row.agent_id === null || row.agent_name === null || row.claimed_at === null) break
      return {
        ...shared,
        state: 'active',
        agent: { id: row.agent_id, name: row.agent_name },
        claimedAt: row.claimed_at,
      }
    case 'resolved':
      return { ...shared, state: 'resolved', releasedBy: row.released_by }
    case 'closed':
      return {
        ...shared,
        state: 'closed',
        cause: closeCauses.find((cause) => cause === row.close_cause) ?? 'retention',
      }
  }
  throw new Error(`conversation ${row.id} has a damaged row`)
}

const closeCauses = ['bot_deleted', 'customer_erased', 'retention'] as const

function sharedPart(row: ConversationRow) {
  const escalated = row.escalation_reason !== null && row.escalated_at !== null
  return {
    id: row.id,
    teamId: row.team_id,
    botId: row.bot_id,
    customerId: row.customer_id,
    engagement: row.engagement,
    lastSeq: row.last_seq,
    startedAt: row.started_at,
    customer: { name: row.customer_name, email: row.customer_email },
    lastCustomerSeq: row.last_customer_seq,
    answeredSeq: row.answered_seq,
    unansweredSince: row.unanswered_since,
    turn: row.turn_id === null ? null : { id: row.turn_id },
    offer: row.offer_reason as EscalationReason | null,
    contactMailedAt: row.contact_mailed_at,
    escalation: escalated
      ? { reason: row.escalation_reason as EscalationReason, note: row.escalation_note, at: row.escalated_at ?? 0 }
      : null,
    lead: row.lead === null ? null : (JSON.parse(row.lead) as Lead),
  }
}

/** Every column that a command may change. */
export function changedColumns(conversation: Conversation, events: readonly Event[]) {
  const held = conversation.state === 'active' ? conversation : null
  return {
    state: conversation.state,
    engagement: conversation.engagement,
    last_seq: conversation.lastSeq,
    customer_name: conversation.customer.name,
    customer_email: conversation.customer.email,
    last_customer_seq: conversation.lastCustomerSeq,
    answered_seq: conversation.answeredSeq,
    unanswered_since: conversation.unansweredSince,
    turn_id: conversation.turn?.id ?? null,
    offer_reason: conversation.offer,
    contact_mailed_at: conversation.contactMailedAt,
    escalation_reason: conversation.escalation?.reason ?? null,
    escalation_note: conversation.escalation?.note ?? null,
    escalated_at: conversation.escalation?.at ?? null,
    lead: conversation.lead === null ? null : JSON.stringify(conversation.lead),
    bot_holds: flag(conversation.state === 'escalated' && conversation.botHolds),
    agent_id: held?.agent.id ?? null,
    agent_name: held?.agent.name ?? null,
    claimed_at: held?.claimedAt ?? null,
    released_by: conversation.state === 'resolved' ? conversation.releasedBy : null,
    close_cause: conversation.state === 'closed' ? conversation.cause : null,
    last_activity_at: events.at(-1)?.at ?? conversation.startedAt,
    ...newestMessage(events),
  }
}

/** Longest part of a message that lists show, in characters. */
const SNIPPET = 200

function newestMessage(events: readonly Event[]) {
  const message = events.findLast((event) => event.type === 'message.sent')
  if (message === undefined) return {}
  return {
    last_message_seq: message.seq,
    last_message_at: message.at,
    last_message_text: [...message.data.text.slice(0, SNIPPET * 2)].slice(0, SNIPPET).join(''),
    last_message_kind: message.actor.kind,
    last_message_by: message.actor.id,
    last_message_name: message.actor.name,
  }
}

export function newRow(
  conversation: Conversation,
  events: readonly Event[],
  { startKeyHash, visit }: { startKeyHash: string; visit: Visit | undefined },
): Insertable<ConversationsTable> {
  return {
    last_message_seq: 0,
    last_message_at: null,
    last_message_text: null,
    last_message_kind: null,
    last_message_by: null,
    last_message_name: null,
    ...changedColumns(conversation, events),
    id: conversation.id,
    team_id: conversation.teamId,
    bot_id: conversation.botId,
    customer_id: conversation.customerId,
    started_at: conversation.startedAt,
    start_key_hash: startKeyHash,
    ...visitColumns(visit),
  }
}

function visitColumns(visit: Visit | undefined) {
  return {
    page_url: visit?.page?.url ?? null,
    page_title: visit?.page?.title ?? null,
    page_referrer: visit?.page?.referrer ?? null,
    language: visit?.language ?? null,
    user_agent: visit?.userAgent ?? null,
  }
}

/** What the browser said of itself when the conversation began. */
export function toVisit(row: ConversationRow): Visit {
  const { page_url: url, page_title: title, page_referrer: referrer, language, user_agent: userAgent } = row
  return { page: url === null ? null : { url, title, referrer }, language, userAgent }
}

export function eventRow(event: Event): Insertable<EventsTable> {
  return {
    id: event.id,
    conversation_id: event.conversationId,
    seq: event.seq,
    type: event.type,
    at: event.at,
    actor_kind: event.actor.kind,
    actor_id: event.actor.id,
    actor_name: event.actor.name,
    sender: event.sender,
    client_id: event.clientId,
    engagement: event.engagement,
    data: JSON.stringify(event.data),
  }
}

/** What `eventRow` wrote, read back: the closed vocabulary is checked when written, so reading trusts it. */
export function toEvent(row: EventRow): Event {
  return {
    id: row.id,
    conversationId: row.conversation_id,
    seq: row.seq,
    type: row.type,
    at: row.at,
    actor: { kind: row.actor_kind, id: row.actor_id, name: row.actor_name },
    sender: row.sender,
    clientId: row.client_id,
    engagement: row.engagement,
    data: JSON.parse(row.data),
  } as Event
}

export type PolicyColumns = Pick<
  Selectable<BotsTable>,
  'model' | 'name' | 'human_takeover' | 'take_over_allowed' | 'while_waiting' | 'unanswered_minutes' | 'deleted_at'
> & {
  power_up_enabled: number | null
  power_up_settings: string | null
  lead_enabled: number | null
  lead_settings: string | null
  /** Read with what is about to be written only. */
  tells_messages?: number
}

export function toPolicy(row: PolicyColumns): Policy {
  const settings: { emailRequired?: boolean } = JSON.parse(row.power_up_settings ?? '{}')
  const alive = row.deleted_at === null
  return {
    botName: row.name,
    powerUp: alive && row.power_up_enabled === 1,
    emailRequired: settings.emailRequired ?? true,
    humanTakeover: alive && row.human_takeover === 1,
    takeOverAllowed: row.take_over_allowed === 1,
    holdsWhileWaiting: row.while_waiting === 'hold',
    unansweredAfter: row.unanswered_minutes * 60_000,
    summarises: !row.model.startsWith('{"provider":"builtin"'),
    lead: alive && row.lead_enabled === 1 ? leadForm(row.lead_settings ?? '{}') : null,
    tellsMessages: alive && Number(row.tells_messages ?? 0) === 1,
  }
}

/** What Collect a Lead asks for; an address where nobody said otherwise. */
function leadForm(settings: string): LeadForm {
  const { ask }: { ask?: Partial<LeadForm> } = JSON.parse(settings)
  return { email: 'required', name: 'optional', note: 'optional', ...ask }
}

export function flag(on: boolean): 0 | 1 {
  return on ? 1 : 0
}
