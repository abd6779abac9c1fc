import { audienceOf, type Conversation, type Event } from '@baton/core'
import type {
  CustomerConversation,
  CustomerEvent,
  ListedConversation,
  MessageEvent,
  PlaceInLine,
} from '@baton/protocol'
import type { CustomerSummary } from '../store/customer-reading.ts'
import { agentView, eventForMember, type FaceOf } from './for-member.ts'
import { iso } from './plain.ts'

/** An event as its customer sees it; what is not theirs to see keeps its place in the order and nothing else. */
export function eventForCustomer(event: Event, faceOf: FaceOf): CustomerEvent {
  if (audienceOf(event.type).customer === 'withheld') return withheld(event)
  const seen = eventForMember(event, faceOf)
  switch (seen.type) {
    case 'conversation.nudged':
      return withheld(event)
    case 'conversation.requeued': {
      const { from, botHolds } = seen.data
      return { ...seen, data: { from, botHolds } }
    }
    case 'message.sent':
      return { ...seen, data: { ...seen.data, ...offerOf(seen.data) } }
    default:
      return seen
  }
}

/** What the bot tells the team of its reasons is not for the customer. */
function offerOf({ offer }: MessageEvent['data']): Pick<MessageEvent['data'], 'offer'> {
  if (offer === undefined) return {}
  const { summary: _, ...shown } = offer
  return { offer: shown }
}

function withheld({ conversationId, seq }: Event): CustomerEvent {
  return { conversationId, seq, type: 'withheld' }
}

export function conversationForCustomer(
  conversation: Conversation,
  { queue, seenSeq }: { queue: PlaceInLine | null; seenSeq: number },
  faceOf: FaceOf,
): CustomerConversation {
  return {
    id: conversation.id,
    botId: conversation.botId,
    state: conversation.state,
    engagement: conversation.engagement,
    lastSeq: conversation.lastSeq,
    customer: conversation.customer,
    agent: conversation.state === 'active' ? agentView(conversation.agent, faceOf) : null,
    botHolds: conversation.state === 'escalated' && conversation.botHolds,
    queue: conversation.state === 'escalated' ? queue : null,
    seenSeq,
    startedAt: iso(conversation.startedAt),
  }
}

/** One line of the customer's own list. A message is there with as much of its text as a line can show. */
export function listedForCustomer({ id, state, startedAt, lastActivityAt, lastMessage, unread }: CustomerSummary) {
  const last = lastMessage && {
    text: [...lastMessage.text].slice(0, 200).join(''),
    by: lastMessage.kind,
    name: lastMessage.name,
  }
  const times = { startedAt: iso(startedAt), lastActivityAt: iso(lastActivityAt) }
  return { id, state, ...times, lastMessage: last, unread } as ListedConversation
}
