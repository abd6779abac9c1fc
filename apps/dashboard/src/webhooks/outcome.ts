import type { Delivery } from '@baton/protocol'
import { webhookTexts } from '../texts/webhooks.ts'

const texts = webhookTexts.deliveries

/** What the last try brought, in a line: the answer or the error, and how long it took. */
export function outcomeOf({ lastAttempt }: Pick<Delivery, 'lastAttempt'>): string {
  if (lastAttempt === null) return texts.notTried
  const { responseStatus, error, durationMs } = lastAttempt
  const answer = responseStatus === null ? (error ?? texts.noAnswer) : texts.answered(responseStatus)
  return `${answer}, ${texts.took(durationMs)}`
}
