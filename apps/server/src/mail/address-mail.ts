import { isUnanswered } from '@baton/core'
import type { ReadCustomerMailFacts } from '../store/customer-mail-facts.ts'
import type { PermitCustomerMail } from '../store/customer-mail-permits.ts'
import type { ReadDigestFacts } from '../store/digest-facts.ts'
import type { Job } from '../store/outbox-leases.ts'
import type { ReadTeamMailFacts, TeamMailFacts } from '../store/team-mail-facts.ts'
import type { PermitTeamMail } from '../store/team-mail-permits.ts'
import type { ReadWebhookMailFacts } from '../store/webhook-mail-facts.ts'
import { composeInvitation, composePasswordReset } from './compose-account-mails.ts'
import { composeAnswerMail } from './compose-answer-mail.ts'
import { composeDigest } from './compose-digest.ts'
import { composeTeamMail } from './compose-team-mail.ts'
import { composeWebhookMail } from './compose-webhook-mail.ts'
import type { Mail } from './mail.ts'
import type { MailJob } from './mail-job.ts'

export type AddressPorts = {
  facts: ReadTeamMailFacts
  permitTeam: PermitTeamMail
  digest: ReadDigestFacts
  answers: ReadCustomerMailFacts
  permit: PermitCustomerMail
  webhookTrouble: ReadWebhookMailFacts
  /** Reads a sealed link. */
  open: (sealed: string) => string
  publicUrl: string
  warn: (message: string) => void
}

export type Addressed = Omit<Mail, 'id' | 'kind' | 'teamId' | 'at'>

/** Whom a mail goes to and what it says, as things stand now; null when nobody needs it any more. */
export async function addressMail(ports: AddressPorts, job: Job, payload: MailJob): Promise<Addressed | null> {
  const account = { replyTo: null, thread: null, credential: true }
  switch (payload.about) {
    case 'invitation': {
      const content = composeInvitation({ ...payload, acceptUrl: ports.open(payload.sealedUrl) })
      return { ...account, ...content, to: [{ name: null, address: payload.to }] }
    }
    case 'password_reset': {
      const content = composePasswordReset({ ...payload, url: ports.open(payload.sealedUrl) })
      return { ...account, ...content, to: [{ name: payload.name, address: payload.to }] }
    }
    case 'digest': {
      const facts = await ports.digest(payload)
      return facts === null ? null : { ...composeDigest(facts, ports.publicUrl), credential: false }
    }
    case 'answer':
      return addressAnswers(ports, job, payload)
    case 'webhook_trouble':
      return addressTrouble(ports, job, payload)
    default: {
      const facts = await ports.facts(payload.conversationId, payload.eventSeq)
      const isReminder = payload.about === 'still_waiting'
      if (facts === null || isOver(facts, isReminder)) return null
      const { conversation, powerUp } = facts
      const ask = { jobId: job.id, teamId: job.teamId, botId: conversation.botId, powerUp }
      if ((await ports.permitTeam(ask)) === 'digest') return null
      return { ...composeTeamMail(facts, ports.publicUrl, isReminder), credential: false }
    }
  }
}

/** Who looks after webhooks hears of one that was switched off, or of all that gave deliveries up; null when that is over. */
async function addressTrouble(
  ports: AddressPorts,
  job: Job,
  { webhookId, trouble }: { webhookId: string; trouble: string },
): Promise<Addressed | null> {
  const about = { teamId: job.teamId, since: job.createdAt, ...(trouble !== 'exhausted' && { webhookId }) }
  const facts = await ports.webhookTrouble(about)
  if (facts === null) return null
  const content = composeWebhookMail(facts.webhooks, ports.publicUrl)
  return { ...content, to: facts.recipients, replyTo: null, thread: null, credential: false }
}

/** The answers that a customer has not seen; null when there are none, or when they may not be mailed. */
async function addressAnswers(
  ports: AddressPorts,
  job: Job,
  { conversationId, eventSeq }: { conversationId: string; eventSeq: number },
): Promise<Addressed | null> {
  const facts = await ports.answers(conversationId, eventSeq)
  if (facts === null) return null
  const permit = await ports.permit({ jobId: job.id, ...facts })
  if (permit === 'too_many')
    ports.warn('an answer was not mailed: its address, its bot or its origin has had its share')
  return permit === 'granted' ? { ...composeAnswerMail(facts, ports.publicUrl), credential: false } : null
}

/** Of a closed conversation nothing is mailed any more (its customer may have been erased), nor of a wait that has ended. */
function isOver({ event, conversation }: TeamMailFacts, isReminder: boolean): boolean {
  if (conversation.state === 'closed') return true
  if (isReminder) return conversation.state !== 'escalated' || conversation.escalation.at !== event.at
  if (event.type !== 'conversation.nudged') return false
  const waits = conversation.state === 'active' && isUnanswered(conversation)
  const sameWait = conversation.unansweredSince === event.data.unansweredSince
  return !waits || !sameWait || conversation.engagement !== event.engagement
}
