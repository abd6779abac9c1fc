import type { Offer } from '@baton/core'
import type { OfferReason, Turn } from './bot-port.ts'
import { contactWish } from './contact-wish.ts'
import { LEAD_LEFT } from './turn-history.ts'

export type LeadOffer = Offer & { powerUp: 'collect_a_lead' }

/** Whether the form for a lead may be shown: the bot has it, nobody is waited for, and none was left yet. */
export function mayOfferLead({ powerUps, humanState, history }: Turn): boolean {
  const left = history.some(({ by, text }) => by === 'system' && text === LEAD_LEFT)
  return powerUps.includes('collect_a_lead') && humanState !== 'waiting' && !left
}

/** The form for a lead in the place of a human who cannot be had; null where one can be, or there is no such form. */
export function leadInstead(turn: Turn, reason: OfferReason | null): LeadOffer | null {
  if (reason === null || turn.humanState !== 'unavailable' || !mayOfferLead(turn)) return null
  return { powerUp: 'collect_a_lead', reason: reason === 'direct_request' ? 'asked_for_contact' : 'other' }
}

/** The form for a lead where the customer wants to be contacted, or to buy. */
export function leadWished(turn: Turn): LeadOffer | null {
  const wishes = turn.unanswered.map(({ text }) => contactWish(text))
  const reason = wishes.find((wish) => wish !== null) ?? null
  return reason === null || !mayOfferLead(turn) ? null : { powerUp: 'collect_a_lead', reason }
}
