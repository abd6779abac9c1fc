import { wantsSummary } from '@baton/core'
import type { ConversationSummary } from '@baton/protocol'
import type { EventLog } from '../store/events.ts'
import type { Summaries } from '../store/summaries.ts'
import { extractSummary } from './extract-summary.ts'

/** How much of a conversation is summed up in its own words, in events. */
const EVENTS = 300

/** Among so many events that are no messages, what a summary was wanted for last is looked for. */
const FACTS = 100

/**
 * A conversation's summary: its model's where there is one of what the agent is needed for now, else its own words. Null
 * while nobody has said anything.
 */
export async function summaryOf(
  { log, summaries }: { log: EventLog; summaries: Summaries },
  conversationId: string,
): Promise<ConversationSummary | null> {
  const stored = await summaries.find(conversationId)
  if (stored !== null) {
    const wanted = (await log.happened(conversationId, FACTS)).findLast(wantsSummary)
    // One of an earlier wait would tell the agent what is settled.
    if (stored.seq >= (wanted?.seq ?? 0)) return { by: 'model', points: stored.points }
  }
  const points = extractSummary(await log.before(conversationId, null, EVENTS))
  return points.length === 0 ? null : { by: 'extract', points }
}
