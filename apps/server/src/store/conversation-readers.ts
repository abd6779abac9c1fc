import type { Event } from '@baton/core'
import { type Principal, principalMay } from '../accounts/principal.ts'
import { eventForCustomer } from '../present/for-customer.ts'
import { conversationForMember, eventForMember, type FaceOf } from '../present/for-member.ts'
import type { ConversationList } from './conversation-list.ts'
import type { CustomerReading } from './customer-reading.ts'
import type { WaitingLine } from './waiting-line.ts'

/** Who may read a conversation, and how it looks to them: what the realtime gateway asks at every follow. */
export function readersOf(
  { list, waiting, customers }: { list: ConversationList; waiting: WaitingLine; customers: CustomerReading },
  faceOf: FaceOf,
) {
  return {
    access: {
      member: async (principal: Principal, conversationId: string) =>
        principalMay(principal, 'conversation.read') &&
        (await list.teamOf(conversationId))?.teamId === principal.teamId,
      customer: async (customerId: string, conversationId: string) =>
        (await list.teamOf(conversationId))?.customerId === customerId,
    },
    present: {
      eventForMember: (event: Event) => eventForMember(event, faceOf),
      eventForCustomer: (event: Event) => eventForCustomer(event, faceOf),
      conversationFor: async (principal: Principal, conversationId: string) => {
        const summary = await list.find(principal.teamId, principal.memberId, conversationId)
        return summary === null ? null : conversationForMember(summary, principal, faceOf)
      },
      queue: waiting.queue,
      seenByAgents: customers.seenByAgents,
      teamOf: list.teamOf,
    },
  }
}
