import type { Turn } from './bot-port.ts'
import type { Draft } from './write-reply.ts'

/** What the customer is told when the bot could not answer: one honest sentence, and the offer of a human where there is one. */
export function failureWords(turn: Pick<Turn, 'humanState'>): Draft {
  const sorry = 'Sorry, something went wrong on my side and I could not answer that.'
  switch (turn.humanState) {
    case 'available':
      return { text: `${sorry} You can ask a person from the team instead.`, offer: 'bot_error', sources: [] }
    case 'waiting':
      return { text: `${sorry} The team has been told that you are waiting.`, offer: null, sources: [] }
    case 'unavailable':
      return { text: `${sorry} Please try again.`, offer: null, sources: [] }
  }
}
