import { isHumanOffer, type Offer } from '@baton/core'
import type { OfferReason, Turn, TurnPart } from './bot-port.ts'
import { isStale, senseOf } from './escalation-sense.ts'
import { failurePhrases } from './failure-phrases.ts'
import { leadInstead } from './offer-lead.ts'
import { phrases } from './phrases.ts'
import { readMessages } from './read-messages.ts'
import { USED_UP } from './thinking-models.ts'

/** What a model's call came to. */
export type Outcome = {
  /** What the customer has been shown. */
  shown: string
  /** Whether the model promised a human, which was left out. */
  promised: boolean
  offers: Offer[]
  ended: 'whole' | 'at_token_limit' | 'filtered' | 'too_long' | 'too_slow' | 'aborted' | 'broken_off'
}

/** Nothing was said, nothing called, and nothing follows from what the customer said. */
export class EmptyAnswer extends Error {
  override readonly name = 'EmptyAnswer'
}

/** The platform's own words and offers after a model's text: what is really so, in the customer's language. */
export function* completeReply(turn: Turn, outcome: Outcome): Generator<TurnPart> {
  const reading = readMessages(turn)
  const say = { ...phrases[reading.language], ...failurePhrases[reading.language] }
  const cut = outcome.ended !== 'whole' && outcome.ended !== 'aborted'
  const nothing = outcome.shown.trim() === ''
  const wish = wishFor(turn, outcome, senseOf(turn, reading))
  const offered = wish !== null && mayOffer(turn) && !isStale(turn, wish.reason) ? wish : null
  const form = offered === null ? (formOf(turn, outcome) ?? leadInstead(turn, wish?.reason ?? null)) : null
  const after = [
    cut ? (nothing ? say.failed : say.cutShort) : '',
    offered !== null ? (nothing && wish?.reason === 'direct_request' ? `${say.ofCourse} ${say.offer}` : say.offer) : '',
    offered === null ? unoffered(turn, outcome, wish, say, nothing && !cut && form === null) : '',
    form?.powerUp === 'collect_a_lead' && wish !== null && turn.humanState === 'unavailable' ? say.leaveDetails : '',
  ].filter((text) => text !== '')
  if (nothing && after.length === 0 && form === null) throw new EmptyAnswer('The model answered with nothing.')
  const words = after.length > 0 ? after.join(' ') : nothing ? say.allRight : ''
  if (words !== '') yield { kind: 'text', text: nothing ? words : `\n\n${words}` }
  if (offered !== null) yield { kind: 'call', powerUp: 'talk_to_a_human', ...offered }
  if (form !== null) yield { kind: 'offer', offer: form }
  const usedUp = nothing && outcome.ended === 'at_token_limit'
  if (cut && outcome.ended !== 'broken_off') {
    yield { kind: 'failed', message: usedUp ? USED_UP : (cutWords[outcome.ended] ?? '') }
  }
}

const cutWords: Partial<Record<Outcome['ended'], string>> = {
  at_token_limit: 'The answer was cut at its longest length, in tokens.',
  filtered: 'The provider’s own filter ended the answer.',
  too_long: 'The answer went on and on, and was cut.',
  too_slow: 'The model did not answer in time.',
}

type Wish = { reason: OfferReason; summary?: string }

/** Why a human should be offered: what the customer said goes first, then what the model asked for, then its failure. */
function wishFor(turn: Turn, outcome: Outcome, sensed: OfferReason | null): Wish | null {
  const call = outcome.offers.find(isHumanOffer)
  const summary = call?.summary === undefined ? {} : { summary: call.summary }
  if (sensed !== null) return { reason: sensed, ...summary }
  if (call !== undefined) return { reason: call.reason as OfferReason, ...summary }
  const nothing = outcome.ended === 'at_token_limit' && outcome.shown.trim() === '' && !outcome.promised
  const failed = nothing || ['filtered', 'too_long', 'too_slow', 'broken_off'].includes(outcome.ended)
  if (failed) return { reason: 'bot_error' }
  // A model that promises a human in prose thinks that one is needed.
  return outcome.promised && turn.humanState !== 'waiting' ? { reason: 'unable_to_answer' } : null
}

function mayOffer({ powerUps, humanState }: Turn): boolean {
  return powerUps.includes('talk_to_a_human') && humanState === 'available'
}

/** The form that the model asked for; a human goes before it. */
function formOf({ powerUps }: Turn, { offers }: Outcome): Offer | null {
  return offers.find((offer) => !isHumanOffer(offer) && powerUps.includes(offer.powerUp)) ?? null
}

type Said = { teamTold: string; cannotBring: string; whatAbout: string }

/** What to say where a human was wished for or promised, and is not offered. `must`: nothing else is said. */
function unoffered(turn: Turn, { promised }: Outcome, wish: Wish | null, say: Said, must: boolean): string {
  if (turn.humanState === 'waiting') return promised || must ? say.teamTold : ''
  if (wish === null) return ''
  if (mayOffer(turn)) return must ? say.whatAbout : ''
  return promised || wish.reason === 'direct_request' ? say.cannotBring : ''
}
