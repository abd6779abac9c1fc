import { jobRow, type OutboxRow } from '../store/outbox.ts'
import type { Trouble } from '../store/webhook-attempts.ts'

const DAY = 24 * 3_600_000
/** What is given up at about the same time is told of together. */
const GATHER = 5 * 60_000

/**
 * The job of the mail that tells the team of trouble with a webhook: one for each time that the system switches one off, and of
 * deliveries that were given up one a day.
 */
export function troubleMail(about: {
  id: string
  webhookId: string
  teamId: string
  trouble: Trouble
  at: number
}): OutboxRow {
  const { id, webhookId, teamId, trouble, at } = about
  const given = { id, kind: 'mail' as const, teamId, conversationId: null, createdAt: at }
  const payload = { about: 'webhook_trouble', webhookId, trouble }
  if (trouble === 'exhausted') {
    const key = `mail:webhooks:${teamId}:exhausted:${Math.floor(at / DAY)}`
    return jobRow({ ...given, key, payload, dueAt: at + GATHER })
  }
  return jobRow({ ...given, key: `mail:webhook:${webhookId}:off:${at}`, payload })
}
