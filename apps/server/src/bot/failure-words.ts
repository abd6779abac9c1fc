import type { Turn } from './bot-port.ts'
import { failurePhrases } from './failure-phrases.ts'
import { leadInstead } from './offer-lead.ts'
import { phrases } from './phrases.ts'
import { readMessages } from './read-messages.ts'
import type { Draft } from './write-reply.ts'

/**
 * What the customer is told when the bot could not answer, in the language of the question: one honest sentence, and the
 * offer of a human where there is one.
 */
export function failureWords(turn: Turn): Draft {
  const { language } = readMessages(turn)
  const { failed, tryAgain } = failurePhrases[language]
  const { offer, teamTold, leaveDetails } = phrases[language]
  const nothing = { offer: null, sources: [], calls: [], failure: null }
  switch (turn.humanState) {
    case 'available':
      return { ...nothing, text: `${failed} ${offer}`, offer: { powerUp: 'talk_to_a_human', reason: 'bot_error' } }
    case 'waiting':
      return { ...nothing, text: `${failed} ${teamTold}` }
    case 'unavailable': {
      const lead = leadInstead(turn, 'bot_error')
      return lead === null
        ? { ...nothing, text: `${failed} ${tryAgain}` }
        : { ...nothing, text: `${failed} ${tryAgain} ${leaveDetails}`, offer: lead }
    }
  }
}
