import { type Event, isHumanOffer } from '@baton/core'
import type { TurnEntry } from './bot-port.ts'

/** Events as a bot reads them: messages as they were said, everything else as plain facts that command nothing. */
export function turnEntries(events: readonly Event[]): TurnEntry[] {
  return events.flatMap((event) => {
    const entry = entryOf(event)
    return entry === null ? [] : [{ seq: event.seq, ...entry }]
  })
}

/** The fact that there is a lead already. */
export const LEAD_LEFT = 'The customer left contact details for the team.'

function entryOf(event: Event): Omit<TurnEntry, 'seq'> | null {
  switch (event.type) {
    case 'message.sent': {
      const { kind, name } = event.actor
      const { text, offer } = event.data
      const offered = offer !== undefined && isHumanOffer(offer) ? { offered: offer.reason } : {}
      return { by: kind, ...(name === null ? {} : { name }), text, ...offered }
    }
    case 'conversation.claimed':
      return fact(`${event.data.agent.name} joined the conversation.`)
    case 'conversation.transferred':
      return fact(`${event.data.from.name} left and ${event.data.to.name} joined the conversation.`)
    case 'conversation.released':
      return fact(`${event.data.agent.name} left the conversation and handed it back to the bot.`)
    case 'conversation.requeued':
      return fact(`${event.data.from.name} left; the customer waits for a person again.`)
    case 'conversation.escalated':
      return fact('The customer asked for a person; the team was told.')
    case 'conversation.contact_requested':
      return fact('The customer asked the team to answer by e-mail.')
    case 'conversation.lead_collected':
      return fact(LEAD_LEFT)
    case 'conversation.form_answered':
      return fact(`The customer filled in the form “${event.data.title}”; the team was told.`)
    case 'conversation.withdrawn':
    case 'conversation.dismissed':
      return fact('The customer no longer waits for a person.')
    case 'conversation.started':
    case 'conversation.nudged':
    case 'conversation.closed':
      return null
  }
}

function fact(text: string): Omit<TurnEntry, 'seq'> {
  return { by: 'system', text }
}
