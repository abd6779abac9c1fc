import type { OfferReason, Turn } from './bot-port.ts'
import { isStale, senseOf } from './escalation-sense.ts'
import { type LeadOffer, leadInstead, leadWished } from './offer-lead.ts'
import { askedWhatAbout, inARow, offeredDetails, type Phrases, phrases, saidNotKnown } from './phrases.ts'
import type { Quote } from './quote-passages.ts'
import { type Reading, saidBefore } from './read-messages.ts'

/** A whole reply before it is streamed. */
export type Reply = {
  text: string
  /** Why a person is offered; null when none is. The text speaks of leaving an address only where this is set. */
  offer: OfferReason | null
  /** The form for a lead; never beside the offer of a person. */
  lead: LeadOffer | null
  quotes: readonly Quote[]
}

/** What was found for the questions of a turn. */
export type Findings = {
  quotes: readonly Quote[]
  /** How many questions nothing answers. */
  missing: number
  /** How many questions have nothing to look for. */
  unclear: number
}

/** One reply to everything that is unanswered, from what was read and what was found. */
export function composeReply(turn: Turn, reading: Reading, found: Findings): Reply {
  const say = phrases[reading.language]
  const missing = found.missing + (found.unclear > 0 && askedBefore(turn) ? found.unclear : 0)
  const wished = wishForAPerson(turn, reading, missing > 0, found.quotes.length > 0)
  // What a person has dealt with already is no reason to offer one again.
  const wish = wished !== null && isStale(turn, wished) ? null : wished
  const offer = mayOffer(turn) ? wish : null
  const lead = offer === null ? (leadInstead(turn, wish) ?? leadWished(turn)) : null
  const rest = wish !== null || missing > 0
  const parts = [
    courtesy(turn, reading, say, rest || found.quotes.length > 0),
    ...found.quotes.map(({ text }) => text),
    rest
      ? inARow(regret(reading, say), gap(reading, say, missing, found.quotes.length), person(turn, wish, say, lead))
      : '',
    lead === null || rest ? '' : say.leaveDetails,
  ].filter((part) => part !== '')
  return { text: parts.length > 0 ? parts.join('\n\n') : askWhatAbout(turn, say), offer, lead, quotes: found.quotes }
}

function mayOffer({ powerUps, humanState }: Turn): boolean {
  return powerUps.includes('talk_to_a_human') && humanState === 'available'
}

/** Why the customer would be better off with a person, whether or not one can be offered. */
function wishForAPerson(turn: Turn, reading: Reading, missing: boolean, answered: boolean): OfferReason | null {
  const sensed = senseOf(turn, reading)
  if (sensed !== null) return sensed
  if (!missing) return null
  const lastReply = lastSaid(turn)
  return !answered && lastReply?.by === 'bot' && saidNotKnown(lastReply.text) ? 'unable_to_answer' : 'knowledge_gap'
}

function lastSaid(turn: Turn) {
  return saidBefore(turn).findLast(({ by }) => by === 'bot' || by === 'agent')
}

/** Whether the bot has just asked what it is about: twice would be a circle. */
function askedBefore(turn: Turn): boolean {
  return askedWhatAbout(lastSaid(turn)?.text ?? '')
}

/** Greetings and thanks: a sentence when nothing else is to be said, a word or nothing when there is. */
function courtesy(turn: Turn, { smallTalk, wantsHuman }: Reading, say: Phrases, more: boolean): string {
  const first = lastSaid(turn) === undefined
  if (smallTalk.has('identity')) return say.iAmABot.replace('NAME', () => turn.bot.name)
  if (more) return smallTalk.has('greeting') && first && !wantsHuman ? say.hello : ''
  if (smallTalk.has('help')) return askWhatAbout(turn, say)
  if (smallTalk.has('goodbye')) return say.goodbye
  if (smallTalk.has('no')) return say.allRight
  if (smallTalk.has('thanks')) return say.welcome
  if (smallTalk.has('greeting')) return turn.humanState === 'waiting' ? say.teamTold : say.helloHelp
  return smallTalk.has('yes') && !first ? say.allRight : ''
}

/** "Hello? Anyone?" of somebody who waits is about the wait. */
function askWhatAbout(turn: Turn, say: Phrases): string {
  return turn.humanState === 'waiting' ? say.teamTold : say.whatAbout
}

function regret({ frustrated, wantsHuman }: Reading, say: Phrases): string {
  return frustrated && !wantsHuman ? say.sorry : ''
}

function gap({ wantsHuman }: Reading, say: Phrases, missing: number, answered: number): string {
  if (missing === 0 || wantsHuman) return ''
  return answered > 0 ? say.restNotKnown : say.notKnown
}

/** What a person could do about it; where none can be had, only a customer who asked for one is told so. */
function person(turn: Turn, wish: OfferReason | null, say: Phrases, lead: LeadOffer | null): string {
  if (turn.humanState === 'waiting') return say.teamTold
  if (mayOffer(turn)) return inARow(wish === 'direct_request' ? say.ofCourse : '', say.offer)
  if (lead !== null) {
    const accepted = offeredDetails(lastSaid(turn)?.text ?? '')
    return inARow(wish !== 'direct_request' ? '' : accepted ? say.ofCourse : say.cannotBring, say.leaveDetails)
  }
  if (wish === 'direct_request') return say.cannotBring
  return wish === 'frustrated' ? say.whatAbout : ''
}
