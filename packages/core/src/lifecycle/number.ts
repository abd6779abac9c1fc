import type { Conversation } from '../conversation.ts'
import type { Draft, Event, Fact } from '../event.ts'

/** Numbers what was decided: gapless `seq` from the conversation's own counter, one time, one id each. */
export function number(
  before: Conversation | null,
  drafts: readonly Draft[],
  stamp: { conversationId: string; at: number; newId: () => string },
): Event[] {
  let engagement = before?.engagement ?? 0
  return drafts.map((draft, index) => {
    if (raisesEngagement(draft, before)) engagement += 1
    return {
      ...draft,
      id: stamp.newId(),
      conversationId: stamp.conversationId,
      seq: (before?.lastSeq ?? 0) + index + 1,
      at: stamp.at,
      engagement,
    }
  })
}

/** Whether a fact changes who may speak. */
function raisesEngagement(fact: Fact, before: Conversation | null): boolean {
  switch (fact.type) {
    case 'conversation.started':
    case 'conversation.claimed':
    case 'conversation.transferred':
    case 'conversation.requeued':
    case 'conversation.released':
    case 'conversation.dismissed':
    case 'conversation.closed':
      return true
    case 'conversation.escalated':
      return fact.data.botHolds
    case 'conversation.withdrawn':
      return before?.state === 'escalated' && before.botHolds
    case 'message.sent':
    case 'conversation.contact_requested':
    case 'conversation.lead_collected':
    case 'conversation.form_answered':
    case 'conversation.nudged':
      return false
  }
}
