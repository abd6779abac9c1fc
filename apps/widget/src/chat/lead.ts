import type { ChannelBot, LeadForm } from '@baton/protocol'
import { standingOffer } from './ask.ts'
import type { Transcript } from './transcript.ts'

export const leadFields = ['name', 'email', 'note'] as const
export type LeadField = (typeof leadFields)[number]

/** The customer's side of Collect a Lead: what is typed in the form, and what is wrong with it. */
export type Lead = Record<LeadField, string> & {
  /** `field` null: it concerns the whole form. */
  problem: { field: LeadField | null; code: string } | null
  busy: boolean
  /** Offers up to this `seq` were declined or used. */
  answered: number
}

export const noLead: Lead = { name: '', email: '', note: '', problem: null, busy: false, answered: 0 }

/** The form that is in the thread now, or null: offered by the bot, and neither declined nor sent. */
export function shownLead(lead: Lead, bot: ChannelBot, transcript: Transcript | null): LeadForm | null {
  if (transcript?.view.state === 'closed') return null
  return standingOffer(transcript, 'collect_a_lead') > lead.answered ? bot.lead : null
}

/** The first field that the form needs and that is empty. */
export function missingField(lead: Lead, form: LeadForm): LeadField | null {
  return leadFields.find((field) => form[field] === 'required' && lead[field].trim() === '') ?? null
}
