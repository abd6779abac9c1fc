import { type Beginning, type Conversation, type Event, evolve, type Outcome } from '@baton/core'
import { applyEvent, type Charge, CustomerEvent, type EventView, MemberEvent } from '@baton/protocol'
import { expect } from 'vitest'
import { eventForCustomer } from '../../apps/server/src/present/for-customer.ts'
import { agentView, eventForMember } from '../../apps/server/src/present/for-member.ts'

/** A store that lets a test look at what it keeps. */
export type Watched = {
  snapshot(conversationId: string): Conversation | null | Promise<Conversation | null>
  log(conversationId: string): readonly Event[] | Promise<readonly Event[]>
}

/**
 * Runs an action on a conversation and holds what every action promises: the old snapshot and what was appended make
 * the fresh snapshot, the outcome shows that snapshot, and the events that it says it wrote are the end of the log.
 */
export async function verifyAction(
  watched: Watched,
  conversationId: string,
  action: () => Promise<Outcome>,
): Promise<Outcome> {
  const before = await watched.snapshot(conversationId)
  const outcome = await action()
  const after = await watched.snapshot(conversationId)
  if (before === null || after === null) throw new Error(`no conversation ${conversationId}`)
  const appended = (await watched.log(conversationId)).slice(before.lastSeq)
  verifyChange({ before, events: appended, after })
  if (!outcome.ok) return outcome
  expect(outcome.conversation).toEqual(after)
  if (!outcome.repeated) expect(appended.slice(appended.length - outcome.events.length)).toEqual(outcome.events)
  return outcome
}

/** What an action found, what it wrote, and what a fresh look at the conversation shows. */
export type Verified = {
  before: Conversation | null
  events: readonly Event[]
  after: Conversation
  /** Needed when `before` is null. */
  beginning?: Beginning
}

/**
 * Holds that the log and the snapshots tell the same story: the events are numbered without a gap, folding them over
 * what was there gives what is there, and both apps, which fold what they are sent, come to the same view.
 */
export function verifyChange({ before, events, after, beginning }: Verified): void {
  const firstSeq = (before?.lastSeq ?? 0) + 1
  expect(events.map((event) => event.seq)).toEqual(events.map((_, index) => firstSeq + index))
  expect(folded(before, events, beginning)).toEqual(after)
  expect(viewed(before, events.map(forMember))).toEqual(chargeOf(after))
  expect(viewed(before, events.map(forCustomer))).toEqual(chargeOf(after))
}

function folded(before: Conversation | null, events: readonly Event[], beginning?: Beginning): Conversation | null {
  let conversation = before
  for (const event of events) conversation = evolve(conversation, event, beginning)
  return conversation
}

function viewed(before: Conversation | null, events: readonly EventView[]): Charge {
  let view = before === null ? beforeAnyEvent : chargeOf(before)
  for (const event of events) view = applyEvent(view, event)
  return view
}

const noFace = () => null

/** What a page knows of a conversation before its first event. */
const beforeAnyEvent: Charge = { state: 'bot', engagement: 0, lastSeq: 0, agent: null, botHolds: false }

/** The part of a conversation that pages rebuild from events. */
function chargeOf(conversation: Conversation): Charge {
  const { state, engagement, lastSeq } = conversation
  const agent = conversation.state === 'active' ? agentView(conversation.agent, noFace) : null
  const botHolds = conversation.state === 'escalated' && conversation.botHolds
  return { state, engagement, lastSeq, agent, botHolds }
}

/** An event as a member is sent it: nothing that the wire does not know. */
function forMember(event: Event): EventView {
  const sent = eventForMember(event, noFace)
  expect(MemberEvent.parse(sent)).toEqual(sent)
  return sent
}

/** The same for the customer; what is the team's alone is only a place in the order. */
function forCustomer(event: Event): EventView {
  const sent = eventForCustomer(event, noFace)
  expect(CustomerEvent.parse(sent)).toEqual(sent)
  return sent
}
