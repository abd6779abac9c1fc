import { jobRow, type OutboxRow } from '../store/outbox.ts'
import type { LastTroubleMail, Trouble } from '../store/webhook-attempts.ts'
import { TOTAL_MS } from './attempt-limits.ts'

const DAY = 24 * 3_600_000
/** What is given up at about the same time is told of together. */
const GATHER = 5 * 60_000

type About = {
  id: string
  webhookId: string
  teamId: string
  trouble: Trouble
  /** When the attempt began that brought the trouble. */
  at: number
  /** The newest mail about deliveries that were given up; null: there is none. */
  last: LastTroubleMail | null
}

/** The lane of a team's mails about deliveries that were given up, so that the newest is found. */
export const troubleLane = (teamId: string) => `webhook_trouble:${teamId}`

/**
 * The job of the mail that tells the team of trouble with a webhook: one for each time that the system switches one off. Of
 * deliveries that were given up one a day, which tells of all since the one before; null while one waits that will tell of this.
 */
export function troubleMail({ id, webhookId, teamId, trouble, at, last }: About): OutboxRow | null {
  const given = { id, kind: 'mail' as const, teamId, conversationId: null, createdAt: at }
  const payload = { about: 'webhook_trouble', webhookId, trouble }
  if (trouble !== 'exhausted') return jobRow({ ...given, key: `mail:webhook:${webhookId}:off:${at}`, payload })
  if (last?.waits) return null
  // Named by the one before, so that of two servers that plan the next at the same time one does.
  const key = `mail:webhooks:${teamId}:exhausted:${last?.id ?? 'first'}`
  const dueAt = Math.max(at + GATHER, last === null ? 0 : last.dueAt + DAY)
  // Another attempt may have begun before this one and end after it.
  const since = at - 2 * TOTAL_MS
  return jobRow({ ...given, key, lane: troubleLane(teamId), payload: { ...payload, since }, dueAt })
}
