import { isUnanswered } from '@baton/core'
import type { CustomerMailFacts, ReadCustomerMailFacts } from '../store/customer-mail-facts.ts'
import type { PermitCustomerMail } from '../store/customer-mail-permits.ts'
import type { ReadDigestFacts } from '../store/digest-facts.ts'
import type { Recipient } from '../store/mail-recipients.ts'
import type { Job } from '../store/outbox-leases.ts'
import type { ReadTeamMailFacts, TeamMailFacts } from '../store/team-mail-facts.ts'
import type { PermitTeamMail } from '../store/team-mail-permits.ts'
import type { ReadWebhookMailFacts } from '../store/webhook-mail-facts.ts'
import { composeInvitation, composePasswordReset, composeTwoFactorReset } from './compose-account-mails.ts'
import { composeAnswerMail } from './compose-answer-mail.ts'
import { composeDigest } from './compose-digest.ts'
import { composeTeamMail, replyAddress } from './compose-team-mail.ts'
import { composeWebhookMail } from './compose-webhook-mail.ts'
import type { Address, Content } from './mail.ts'
import type { MailJob } from './mail-job.ts'
import type { Speech } from './speech.ts'

export type AddressPorts = {
  facts: ReadTeamMailFacts
  permitTeam: PermitTeamMail
  digest: ReadDigestFacts
  answers: ReadCustomerMailFacts
  permit: PermitCustomerMail
  webhookTrouble: ReadWebhookMailFacts
  /** Reads a sealed link. */
  open: (sealed: string) => string
  /** A link that lets a customer whose address is proven in, wherever it is opened; once. */
  mailedLink: (about: AboutLink) => { link: string; expiresAt: number }
  publicUrl: string
  warn: (message: string) => void
}

export type AboutLink = Record<'id' | 'botId' | 'customerId' | 'conversationId' | 'email', string>

/** Whom a mail goes to, and what it says to them in a language. */
export type Addressed = {
  to: readonly Recipient[]
  replyTo: Address | null
  thread: string | null
  credential: boolean
  say: (speech: Speech) => Content
}

/** Whom a mail goes to and what it says, as things stand now; null when nobody needs it any more. */
export async function addressMail(ports: AddressPorts, job: Job, payload: MailJob): Promise<Addressed | null> {
  const { publicUrl } = ports
  switch (payload.about) {
    case 'invitation': {
      const invitation = { ...payload, acceptUrl: ports.open(payload.sealedUrl) }
      return addressAccount(null, payload, (speech) => composeInvitation(invitation, speech))
    }
    case 'password_reset': {
      const reset = { ...payload, url: ports.open(payload.sealedUrl) }
      return addressAccount(payload.name, payload, (speech) => composePasswordReset(reset, speech))
    }
    case 'two_factor_reset': {
      const reset = { ...payload, signInUrl: `${publicUrl}/sign-in` }
      const addressed = addressAccount(payload.name, payload, (speech) => composeTwoFactorReset(reset, speech))
      return { ...addressed, credential: false }
    }
    case 'digest': {
      const facts = await ports.digest(payload)
      if (facts === null) return null
      return { ...alone, to: facts.recipients, say: (speech) => composeDigest(facts, publicUrl, speech) }
    }
    case 'answer':
      return addressAnswers(ports, job, payload)
    case 'webhook_trouble':
      return addressTrouble(ports, job, payload)
    default:
      return addressTeam(ports, job, payload)
  }
}

const alone = { replyTo: null, thread: null, credential: false }

type AccountMail = { to: string; language?: string | undefined }

function addressAccount(name: string | null, { to, language }: AccountMail, say: Addressed['say']): Addressed {
  return { ...alone, credential: true, to: [{ name, address: to, languages: [language ?? null] }], say }
}

/** About one conversation; null when that is over, or when it is told of in a digest. */
async function addressTeam(
  ports: AddressPorts,
  job: Job,
  { about, conversationId, eventSeq }: { about: string; conversationId: string; eventSeq: number },
): Promise<Addressed | null> {
  const facts = await ports.facts(conversationId, eventSeq)
  const isReminder = about === 'still_waiting'
  if (facts === null || isOver(facts, isReminder)) return null
  const { conversation, powerUp } = facts
  const ask = { jobId: job.id, teamId: job.teamId, botId: conversation.botId, powerUp }
  if ((await ports.permitTeam(ask)) === 'digest') return null
  const say = (speech: Speech) => composeTeamMail(facts, ports.publicUrl, speech, isReminder)
  const thread = `conversation.${conversation.id}`
  return { ...alone, to: facts.recipients, replyTo: replyAddress(facts), thread, say }
}

/** Who looks after webhooks hears of one that was switched off, or of all that gave deliveries up; null when that is over. */
async function addressTrouble(
  ports: AddressPorts,
  job: Job,
  { webhookId, trouble, since = job.createdAt }: { webhookId: string; trouble: string; since?: number | undefined },
): Promise<Addressed | null> {
  const about = { teamId: job.teamId, since, ...(trouble !== 'exhausted' && { webhookId }) }
  const facts = await ports.webhookTrouble(about)
  if (facts === null) return null
  const say = (speech: Speech) => composeWebhookMail(facts.webhooks, ports.publicUrl, speech)
  return { ...alone, to: facts.recipients, say }
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
  if (permit !== 'granted') return null
  const to = [{ name: null, address: facts.address, languages: facts.languages }]
  // Not the team's thread: an address that stands in both would see them as one.
  const thread = `answers.${conversationId}`
  const link = linkFor(ports, job, facts)
  const say = (speech: Speech) => composeAnswerMail({ ...facts, link }, ports.publicUrl, speech)
  return { ...alone, to, thread, credential: link !== null, say }
}

function linkFor(ports: AddressPorts, job: Job, facts: CustomerMailFacts) {
  const { provenCustomerId: customerId, botId, conversationId, address: email } = facts
  return customerId === null ? null : ports.mailedLink({ id: job.id, botId, customerId, conversationId, email })
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
