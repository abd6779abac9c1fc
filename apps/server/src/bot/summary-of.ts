import type { ConversationSummary } from '@baton/protocol'
import type { EventLog } from '../store/events.ts'
import type { Summaries } from '../store/summaries.ts'
import { extractSummary } from './extract-summary.ts'

/** How much of a conversation is summed up in its own words, in events. */
const EVENTS = 300

/** A conversation's summary: its model's where there is one, else its own words. Null while nobody has said anything. */
export async function summaryOf(
  { log, summaries }: { log: EventLog; summaries: Summaries },
  conversationId: string,
): Promise<ConversationSummary | null> {
  const stored = await summaries.find(conversationId)
  if (stored !== null) return { by: 'model', points: stored.points }
  const points = extractSummary(await log.before(conversationId, null, EVENTS))
  return points.length === 0 ? null : { by: 'extract', points }
}
