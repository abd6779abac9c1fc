import type { Change, Event, FollowUp } from '@baton/core'
import { jobRow, type OutboxRow } from '../store/outbox.ts'
import type { MailJob } from './mail-job.ts'

/** How long a customer has for reading an answer in the chat before it is mailed, in milliseconds. */
export const ANSWER_MAIL_AFTER = 2 * 60_000

type MailFollowUp = Extract<FollowUp, { kind: 'team_mail' | 'customer_mail' }>

/** The job of a mail about a conversation, for the transaction of the event. Pure; planned twice it is the same. */
export function planMail(change: Change, event: Event, followUp: MailFollowUp): OutboxRow {
  const { id: conversationId, teamId } = change.after
  return jobRow({
    id: `mail_${event.id}`,
    kind: 'mail',
    key: `mail:${event.id}`,
    teamId,
    conversationId,
    createdAt: event.at,
    ...what(followUp, conversationId, event),
  })
}

function what(followUp: MailFollowUp, conversationId: string, event: Event): { payload: MailJob; dueAt?: number } {
  const about = { conversationId, eventSeq: event.seq }
  switch (followUp.kind) {
    case 'team_mail':
      return { payload: { about: followUp.about, ...about } }
    case 'customer_mail':
      return { payload: { about: 'answer', ...about }, dueAt: event.at + ANSWER_MAIL_AFTER }
  }
}
