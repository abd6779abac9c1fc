import type { Change, Event, FollowUp } from '@baton/core'
import { jobRow, type OutboxRow } from '../store/outbox.ts'
import type { MailJob } from './mail-job.ts'

type TeamMailAbout = Extract<FollowUp, { kind: 'team_mail' }>['about']

/** The job of a mail to the team, for the transaction of the event. Pure; planned twice it is the same. */
export function planTeamMail(change: Change, event: Event, about: TeamMailAbout): OutboxRow {
  const { id: conversationId, teamId } = change.after
  const payload: MailJob = { about, conversationId, eventSeq: event.seq }
  return jobRow({
    id: `mail_${event.id}`,
    kind: 'mail',
    key: `mail:${event.id}`,
    teamId,
    conversationId,
    payload,
    createdAt: event.at,
  })
}
