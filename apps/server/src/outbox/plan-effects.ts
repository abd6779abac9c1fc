import type { Change, Event, FollowUp } from '@baton/core'
import type { Insertable } from 'kysely'
import type { WebhookDeliveriesTable } from '../database/tables/outbox.ts'
import { type JobKind, jobRow, type OutboxRow } from '../store/outbox.ts'

export type Planned = { outbox: readonly OutboxRow[]; deliveries: readonly Insertable<WebhookDeliveriesTable>[] }

export type MailFollowUp = Extract<FollowUp, { kind: 'team_mail' | 'reminder_mail' | 'customer_mail' }>

/** The parts that plan their own effects; each only reads. */
export type Planners = {
  /** Deliveries for every event of the change that somebody listens to. */
  webhooks: (change: Change) => Promise<Planned>
  mail: (change: Change, event: Event, mail: MailFollowUp) => OutboxRow
  newId: () => string
}

/** Which kind of job to look for right after the commit; null: it is due so much later that there is no hurry. */
export const awaitedJob = {
  bot_turn: 'bot_turn',
  summary: 'summary',
  webhook: 'webhook',
  team_mail: 'mail',
  reminder_mail: null,
  customer_mail: null,
  unanswered_timer: 'timer',
} as const satisfies Record<FollowUp['kind'], JobKind | null>

/** What a change makes necessary, as rows for its own transaction. Keys make planning twice harmless. */
export async function planEffects(planners: Planners, change: Change): Promise<Planned> {
  const heard = change.follow.some(({ followUp }) => followUp.kind === 'webhook')
  const { deliveries, outbox: deliveryJobs } = heard ? await planners.webhooks(change) : { deliveries: [], outbox: [] }
  const outbox = [...deliveryJobs]
  for (const { event, followUp } of change.follow) {
    switch (followUp.kind) {
      case 'webhook':
        break
      case 'team_mail':
      case 'reminder_mail':
      case 'customer_mail':
        outbox.push(planners.mail(change, event, followUp))
        break
      case 'bot_turn':
        outbox.push(botTurn(planners, change, event, followUp))
        break
      case 'summary':
        outbox.push(summary(planners, change, event, followUp))
        break
      case 'unanswered_timer':
        outbox.push(timer(planners, change, event, followUp))
        break
    }
  }
  return { outbox, deliveries }
}

function botTurn({ newId }: Planners, change: Change, event: Event, turn: Extract<FollowUp, { kind: 'bot_turn' }>) {
  const payload = { conversationId: change.after.id, turnId: turn.turnId, engagement: turn.engagement }
  return jobRow({ ...ownedBy(change, event), id: newId(), kind: 'bot_turn', key: `bot_turn:${turn.turnId}`, payload })
}

function summary({ newId }: Planners, change: Change, event: Event, { seq }: Extract<FollowUp, { kind: 'summary' }>) {
  const payload = { conversationId: change.after.id, botId: change.after.botId, seq }
  return jobRow({ ...ownedBy(change, event), id: newId(), kind: 'summary', key: `summary:${event.id}`, payload })
}

function timer(
  { newId }: Planners,
  change: Change,
  event: Event,
  timer: Extract<FollowUp, { kind: 'unanswered_timer' }>,
) {
  const { step, engagement, unansweredSince, due } = timer
  const payload = { about: 'unanswered', step, conversationId: change.after.id, engagement, unansweredSince }
  const key = `timer:${step}:${change.after.id}:${engagement}:${unansweredSince}`
  return jobRow({ ...ownedBy(change, event), id: newId(), kind: 'timer', key, payload, dueAt: due })
}

function ownedBy(change: Change, event: Event) {
  return { teamId: change.after.teamId, conversationId: change.after.id, createdAt: event.at }
}
