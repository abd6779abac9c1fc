import type { EscalationReason, Event, RequeueCause } from '@baton/core'
import type { TeamMailFacts } from '../store/team-mail-facts.ts'
import { headerText } from './header-text.ts'
import type { Speech } from './speech.ts'

/** What a team mail is about, in words. */
export type Occasion = {
  /** On one line, whatever the customer is called. */
  headline: string
  why: string | null
  note: string | null
  /** What has happened since; null when it is still as it was. */
  now: string | null
}

/** An event that mails nobody is a mistake of whoever planned it. */
export function occasionOf(event: Event, facts: TeamMailFacts, speech: Speech, isReminder = false): Occasion {
  const words = speech.words.team
  const names = { who: customerName(facts, speech) }
  const headline = (sentence: string, more = {}) => speech.fill(sentence, { ...names, ...more })
  const now = since(event, facts, speech)
  const note = facts.conversation.escalation?.note ?? null
  if (isReminder) {
    const why = speech.fill(words.nobodySince, { time: speech.time(event.at) })
    return { headline: headline(words.stillWaiting), why, note, now }
  }
  switch (event.type) {
    case 'conversation.escalated': {
      const why = words[event.data.reason satisfies EscalationReason]
      return { headline: headline(words.waiting), why, note: event.data.note, now }
    }
    case 'conversation.requeued': {
      const cause = words[event.data.cause satisfies RequeueCause]
      const why = speech.fill(cause, { agent: event.data.from.name })
      return { headline: headline(words.waitingAgain), why, note, now }
    }
    case 'conversation.contact_requested':
      return { headline: headline(words.wantsMail), why: words.takeoverOff, note: event.data.note, now }
    case 'conversation.nudged': {
      const why = speech.fill(words.noAnswerSince, { time: speech.time(event.data.unansweredSince) })
      const agent = headerText(event.data.agent.name, 40)
      return { headline: headline(words.wantsAnswer, { agent }), why, note: null, now }
    }
    case 'conversation.lead_collected':
      return { headline: headline(words.leftDetails), why: words.leadForm, note: event.data.note, now: null }
    case 'conversation.form_answered': {
      const { title, fields } = event.data
      const left = fields.map(({ label, value }) => `${label}: ${value}`).join('\n')
      const form = headerText(title, 60)
      return { headline: headline(words.filledIn, { form }), why: null, note: left, now: null }
    }
    default:
      throw new Error(`nobody is mailed about ${event.type}`)
  }
}

/** How the customer is called, on one line: name, else address. */
export function customerName({ conversation }: TeamMailFacts, { words }: Speech): string {
  const { name, email } = conversation.customer
  return headerText(name ?? '', 60) || headerText(email ?? '', 60) || words.team.aCustomer
}

/** What has become of the conversation since the event. */
function since(event: Event, { conversation }: TeamMailFacts, { words, fill, time }: Speech): string | null {
  if (conversation.lastSeq === event.seq) return null
  switch (conversation.state) {
    case 'active':
      return event.type === 'conversation.nudged'
        ? null
        : fill(words.team.claimedAt, { agent: conversation.agent.name, time: time(conversation.claimedAt) })
    case 'resolved':
      return words.team.handedBack
    case 'bot':
      return event.type === 'conversation.contact_requested' ? null : words.team.backWithBot
    case 'escalated':
    case 'closed':
      return null
  }
}
