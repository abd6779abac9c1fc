import type { MemberConversation } from '@baton/protocol'
import { isUnread } from './views.ts'

/** Something that a member must not miss, until somebody has taken care of it. */
export type Alert = { kind: 'escalated' | 'message'; conversation: MemberConversation }

type Lists = { waiting: readonly MemberConversation[]; mine: readonly MemberConversation[] }

/**
 * Everything that calls for this member now, by a key that stays the same in every tab and changes when it happens
 * again: customers who wait and whom the member may claim, and unread words of customers whom the member holds.
 */
export function alertsOf({ waiting, mine }: Lists, me: string): Map<string, Alert> {
  const alerts = new Map<string, Alert>()
  for (const conversation of waiting) {
    const { id, state, escalation, can } = conversation
    if (state === 'escalated' && can.claim) alerts.set(`${id} ${escalation?.at}`, { kind: 'escalated', conversation })
  }
  for (const conversation of mine) {
    const { id, lastMessage } = conversation
    if (lastMessage?.actor.kind !== 'customer' || !isUnread(conversation, me)) continue
    alerts.set(`${id} ${lastMessage.seq}`, { kind: 'message', conversation })
  }
  return alerts
}

/** What is there now and was not before. */
export function arrived(before: ReadonlyMap<string, Alert>, now: ReadonlyMap<string, Alert>): [string, Alert][] {
  return [...now].filter(([key]) => !before.has(key))
}
