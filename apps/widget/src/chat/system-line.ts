import type { CustomerEvent } from '@baton/protocol'
import { texts } from '../texts.ts'

/** What a line in the thread is about; it decides the mark beside it. */
export type LineKind = 'waiting' | 'joined' | 'left' | 'mailed' | 'back' | 'closed'
export type SystemLine = { kind: LineKind; text: string }

/** The lines that the customer reads about one event of the lifecycle, in order. Messages have none. */
export function systemLines(event: CustomerEvent, botName: string): SystemLine[] {
  const { line } = texts
  switch (event.type) {
    case 'conversation.started':
    case 'message.sent':
    case 'withheld':
      return []
    case 'conversation.escalated':
      return [{ kind: 'waiting', text: line.told }]
    case 'conversation.contact_requested':
      return [{ kind: 'mailed', text: (event.data.mailed ? line.mailed : line.mailedBefore)(event.data.email) }]
    case 'conversation.claimed':
      return [{ kind: 'joined', text: line.joined(event.data.agent.name) }]
    case 'conversation.transferred':
      return [
        { kind: 'left', text: line.left(event.data.from.name) },
        { kind: 'joined', text: line.joined(event.data.to.name) },
      ]
    case 'conversation.requeued':
      return [{ kind: 'waiting', text: line.requeued(event.data.from.name) }]
    case 'conversation.released':
      return [
        { kind: 'left', text: line.left(event.data.agent.name) },
        { kind: 'back', text: line.back(botName) },
      ]
    case 'conversation.dismissed':
    case 'conversation.withdrawn':
      return [{ kind: 'back', text: line.back(botName) }]
    case 'conversation.closed':
      return [{ kind: 'closed', text: line.closed }]
    default:
      // A type of event without a case above does not compile.
      return event satisfies never
  }
}
