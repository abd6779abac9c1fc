import type { World } from '@baton/core'
import type { ConversationSummary, MemberConversation } from '@baton/protocol'
import type { Principal } from '../accounts/principal.ts'
import { conversationForMember, type FaceOf } from '../present/for-member.ts'
import type { ConversationList } from '../store/conversation-list.ts'
import type { EventLog } from '../store/events.ts'
import type { ModelUsage } from '../store/model-usage.ts'
import type { RequireMember } from './principal-guard.ts'
import { notFound } from './problems.ts'

export type ConversationRouteDeps = {
  world: World
  list: ConversationList
  faceOf: FaceOf
  log: EventLog
  member: RequireMember
  markRead: (read: { conversationId: string; reader: string; seq: number }) => Promise<void>
  /** The holder has read up to `seq`: kept for their customer, who is told. */
  seenByHolder: (conversationId: string, seq: number) => Promise<void>
  /** What an agent should know of a conversation; null while nobody has said anything. */
  summaryOf: (conversationId: string) => Promise<ConversationSummary | null>
  usage: Pick<ModelUsage, 'ofConversation'>
  /** Notes that the member has acted, for the rule on absent holders. */
  seen: (memberId: string) => Promise<void>
  /** A member of the team that may hold a conversation; `cannot_hold` when the role is too weak, null when there is none such. */
  holder: (teamId: string, memberId: string) => Promise<{ id: string; name: string } | 'cannot_hold' | null>
}

/** A conversation of the member's own team, as that member sees it; 404 for any other. */
export async function readOne(
  { list, faceOf }: Pick<ConversationRouteDeps, 'list' | 'faceOf'>,
  principal: Principal,
  id: string,
): Promise<MemberConversation> {
  const summary = await list.find(principal.teamId, principal.memberId, id)
  if (summary === null) throw notFound()
  return conversationForMember(summary, principal, faceOf)
}
