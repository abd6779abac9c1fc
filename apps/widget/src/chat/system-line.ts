import type { CustomerEvent } from '@baton/protocol'
import { fill, texts } from '../texts/texts.ts'

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
      return [{ kind: 'mailed', text: mailedText(event.data) }]
    case 'conversation.lead_collected':
    case 'conversation.form_answered':
      return [{ kind: 'mailed', text: line.lead }]
    case 'conversation.claimed':
      return [{ kind: 'joined', text: fill(line.joined, event.data.agent) }]
    case 'conversation.transferred':
      return [
        { kind: 'left', text: fill(line.left, event.data.from) },
        { kind: 'joined', text: fill(line.joined, event.data.to) },
      ]
    case 'conversation.requeued':
      return [{ kind: 'waiting', text: fill(line.requeued, event.data.from) }]
    case 'conversation.released':
      return [
        { kind: 'left', text: fill(line.left, event.data.agent) },
        { kind: 'back', text: fill(line.back, { name: botName }) },
      ]
    case 'conversation.dismissed':
    case 'conversation.withdrawn':
      return [{ kind: 'back', text: fill(line.back, { name: botName }) }]
    case 'conversation.closed':
      return [{ kind: 'closed', text: line.closed }]
    default:
      // A type of event without a case above does not compile.
      return event satisfies never
  }
}

function mailedText({ mailed, email }: { mailed: boolean; email?: string | undefined }): string {
  const { line } = texts
  if (email === undefined) return mailed ? line.mailed : line.mailedBefore
  return fill(mailed ? line.mailedTo : line.mailedBeforeTo, { email })
}
