import type { EventType } from './event.ts'

/** Who hears an event: the customer in full or only as a withheld place in the order; other systems by webhook. */
export type Audience = { customer: 'full' | 'withheld'; webhook: boolean }

/** The one decision on who hears what. Members of the team with `conversation.read` hear everything. */
export function audienceOf(type: EventType): Audience {
  switch (type) {
    case 'conversation.started':
    case 'conversation.escalated':
    case 'conversation.claimed':
    case 'conversation.released':
    case 'conversation.withdrawn':
    case 'conversation.transferred':
    case 'conversation.requeued':
    case 'conversation.dismissed':
    case 'conversation.lead_collected':
    case 'conversation.form_answered':
    case 'conversation.closed':
    case 'conversation.contact_requested':
    case 'message.sent':
      return { customer: 'full', webhook: true }
    case 'conversation.nudged':
      return { customer: 'withheld', webhook: false }
  }
}
