import type { EscalationReason, Event, RequeueCause } from '@baton/core'
import type { TeamMailFacts } from '../store/team-mail-facts.ts'
import { headerText } from './header-text.ts'

/** What a team mail is about, in words. */
export type Occasion = {
  /** Without line breaks, whatever the customer is called. */
  subject: string
  headline: string
  why: string | null
  note: string | null
  /** What has happened since; null when it is still as it was. */
  now: string | null
  action: string
}

/** An event that mails nobody is a mistake of whoever planned it. */
export function occasionOf(event: Event, facts: TeamMailFacts, isReminder = false): Occasion {
  const who = customerName(facts)
  const claim = { now: since(event, facts), action: 'Open the conversation' }
  if (isReminder) {
    const note = facts.conversation.escalation?.note ?? null
    return {
      ...claim,
      ...titled(`${who} is still waiting for a human`),
      why: `Nobody has claimed since ${utc(event.at)}`,
      note,
    }
  }
  switch (event.type) {
    case 'conversation.escalated':
      return {
        ...claim,
        ...titled(`${who} is waiting for a human`),
        why: reasons[event.data.reason],
        note: event.data.note,
      }
    case 'conversation.requeued': {
      const why = causes[event.data.cause](event.data.from.name)
      return {
        ...claim,
        ...titled(`${who} is waiting again`),
        why,
        note: facts.conversation.escalation?.note ?? null,
      }
    }
    case 'conversation.contact_requested':
      return {
        ...claim,
        ...titled(`${who} asks for an answer by e-mail`),
        why: 'Asked for a human while human takeover is off for this bot',
        note: event.data.note,
      }
    case 'conversation.nudged': {
      const why = `Has had no answer since ${utc(event.data.unansweredSince)}`
      const headline = `${who} is waiting for an answer from ${headerText(event.data.agent.name, 40)}`
      return { ...claim, ...titled(headline), why, note: null }
    }
    case 'conversation.lead_collected':
      return {
        ...titled(`${who} left contact details`),
        why: 'Filled in the form of Collect a Lead',
        note: event.data.note,
        now: null,
        action: 'Open the conversation',
      }
    default:
      throw new Error(`nobody is mailed about ${event.type}`)
  }
}

const titled = (headline: string) => ({ subject: headline, headline })

const reasons: Record<EscalationReason, string> = {
  direct_request: 'Asked for a human',
  knowledge_gap: 'The bot did not know the answer',
  unable_to_answer: 'The bot could not help',
  frustrated: 'The customer seemed frustrated',
  keyword: 'The customer used a word that calls for a human',
  bot_error: 'The bot failed to answer',
  requeued: 'Was returned to the queue',
}

const causes: Record<RequeueCause, (agent: string) => string> = {
  returned: (agent) => `${agent} returned the conversation to the queue`,
  agent_away: (agent) => `${agent} has been away`,
  unanswered: (agent) => `${agent} did not answer in time`,
  member_removed: (agent) => `${agent} can no longer answer for the team`,
}

/** How the customer is called, on one line: name, else address. */
export function customerName({ conversation }: TeamMailFacts): string {
  const { name, email } = conversation.customer
  return headerText(name ?? '', 60) || headerText(email ?? '', 60) || 'A customer'
}

/** What has become of the conversation since the event. */
function since(event: Event, { conversation }: TeamMailFacts): string | null {
  if (conversation.lastSeq === event.seq) return null
  switch (conversation.state) {
    case 'active':
      return event.type === 'conversation.nudged'
        ? null
        : `${conversation.agent.name} claimed it, ${utc(conversation.claimedAt)}`
    case 'resolved':
      return 'Handed back to the bot'
    case 'bot':
      return event.type === 'conversation.contact_requested' ? null : 'The customer went back to the bot'
    case 'escalated':
    case 'closed':
      return null
  }
}

/** A time as mails show it, always with its zone. */
export function utc(milliseconds: number, language = 'en-GB'): string {
  const tag = language === 'en' ? 'en-GB' : language
  const shown = new Intl.DateTimeFormat(tag, { timeZone: 'UTC', dateStyle: 'medium', timeStyle: 'short' })
  return `${shown.format(milliseconds)} UTC`
}
