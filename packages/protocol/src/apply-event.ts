// Pure and free of zod: the widget's weight budget carries this file.
import type { ConversationState } from './conversation-view.ts'
import type { AgentView, EventView } from './event-view.ts'

/** The part of a conversation that its events alone decide, the same for customers and members. */
export type Charge = {
  state: ConversationState
  engagement: number
  lastSeq: number
  agent: AgentView | null
  botHolds: boolean
}

/**
 * The view after one more event. Promises: an event at or below `lastSeq` changes nothing (a repeat is harmless); the
 * caller must not pass an event that leaves a gap, but pull what is missing first (`isNext`).
 */
export function applyEvent<View extends Charge>(view: View, event: EventView): View {
  if (event.seq <= view.lastSeq) return view
  if (event.type === 'withheld') return { ...view, lastSeq: event.seq }
  return { ...view, lastSeq: event.seq, engagement: event.engagement, ...chargeAfter(event) }
}

/** Whether this event follows directly on what the view has seen. */
export function isNext(view: Pick<Charge, 'lastSeq'>, event: Pick<EventView, 'seq'>): boolean {
  return event.seq === view.lastSeq + 1
}

type Known = Exclude<EventView, { type: 'withheld' }>

function chargeAfter(event: Known): Partial<Charge> {
  switch (event.type) {
    case 'conversation.started':
    case 'conversation.withdrawn':
      return { state: 'bot', agent: null, botHolds: false }
    case 'conversation.escalated':
    case 'conversation.requeued':
      return { state: 'escalated', agent: null, botHolds: event.data.botHolds }
    case 'conversation.claimed':
      return { state: 'active', agent: event.data.agent, botHolds: false }
    case 'conversation.transferred':
      return { state: 'active', agent: event.data.to }
    case 'conversation.released':
    case 'conversation.dismissed':
      return { state: 'resolved', agent: null, botHolds: false }
    case 'conversation.closed':
      return { state: 'closed', agent: null, botHolds: false }
    case 'message.sent':
    case 'conversation.contact_requested':
    case 'conversation.lead_collected':
    case 'conversation.form_answered':
    case 'conversation.nudged':
      return {}
    default:
      return undecided(event)
  }
}

function undecided(event: never): never {
  throw new Error(`event without a rule: ${JSON.stringify(event)}`)
}
