import type { Form, FormField } from '@baton/protocol'
import { latestOffer } from './ask.ts'
import type { Transcript } from './transcript.ts'

/** What is wrong with one field, by the code that names it. */
export type FormProblem = { field: string | null; code: string }

/** The customer's side of a form that a power-up declares: what is typed in it, and what is wrong with it. */
export type FormState = {
  /** The form that was fetched last, and the offer that it belongs to. */
  form: Form | null
  offer: number
  values: Readonly<Record<string, string>>
  /** `field` null: it concerns the whole form. */
  problem: FormProblem | null
  busy: boolean
  /** Offers up to this `seq` were declined or used. */
  answered: number
}

export const noForm: FormState = { form: null, offer: 0, values: {}, problem: null, busy: false, answered: 0 }

/** The offer of a form that nobody has answered yet; null where there is none. */
export function openOffer(
  { answered }: FormState,
  transcript: Transcript | null,
): { seq: number; powerUp: string } | null {
  if (transcript?.view.state === 'closed') return null
  const offer = latestOffer(transcript)
  return offer !== null && offer.powerUp !== 'talk_to_a_human' && offer.seq > answered ? offer : null
}

/** The form that is in the thread now, or null: offered by the bot, fetched, and neither declined nor sent. */
export function shownForm(state: FormState, transcript: Transcript | null): Form | null {
  const offer = openOffer(state, transcript)
  return offer !== null && offer.seq === state.offer ? state.form : null
}

/** The first field that the form needs and that is empty; where all is empty, the first of all. */
export function missingField({ values }: FormState, { fields }: Form): string | null {
  const isEmpty = ({ name }: FormField) => (values[name] ?? '').trim() === ''
  const missing = fields.find((field) => field.required && isEmpty(field))
  return (missing ?? (fields.every(isEmpty) ? fields[0] : undefined))?.name ?? null
}
