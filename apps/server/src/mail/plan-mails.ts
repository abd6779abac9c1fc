import type { Change, Event } from '@baton/core'
import type { MailFollowUp } from '../outbox/plan-effects.ts'
import { jobRow, type OutboxRow } from '../store/outbox.ts'
import type { MailJob } from './mail-job.ts'

/** How long a customer has for reading an answer in the chat before it is mailed, in milliseconds. */
export const ANSWER_MAIL_AFTER = 2 * 60_000

/** The job of a mail about a conversation, for the transaction of the event. Pure; planned twice it is the same. */
export function planMail(change: Change, event: Event, followUp: MailFollowUp): OutboxRow {
  const { id: conversationId, teamId } = change.after
  return jobRow({
    ...namedBy(followUp, event),
    kind: 'mail',
    teamId,
    conversationId,
    createdAt: event.at,
    ...what(followUp, conversationId, event),
  })
}

/** One event calls for one mail, and for reminders of it. */
function namedBy(followUp: MailFollowUp, event: Event): { id: string; key: string } {
  const part = followUp.kind === 'reminder_mail' ? `.reminder${followUp.round}` : ''
  return { id: `mail_${event.id}${part}`, key: `mail:${event.id}${part}` }
}

function what(followUp: MailFollowUp, conversationId: string, event: Event): { payload: MailJob; dueAt?: number } {
  const about = { conversationId, eventSeq: event.seq }
  switch (followUp.kind) {
    case 'team_mail':
      return { payload: { about: followUp.about, ...about } }
    case 'reminder_mail':
      return { payload: { about: 'still_waiting', ...about }, dueAt: followUp.due }
    case 'customer_mail':
      return { payload: { about: 'answer', ...about }, dueAt: event.at + ANSWER_MAIL_AFTER }
  }
}
