import type { Policy } from '../conversation.ts'
import { isEmailAddress } from '../email-address.ts'
import type { Asked } from '../event.ts'
import { claimedBy, type Decision, type Given, no, nothing, type OfType, type Open, yes } from './decision.ts'
import { filled } from './filled.ts'

/** A contact request repeated within this time mails nobody again, in milliseconds. */
export const CONTACT_MAIL_EVERY = 24 * 3_600_000

export function escalate(conversation: Open, command: OfType<'escalate'>, { policy }: Given): Decision {
  if (conversation.state === 'escalated' || conversation.state === 'active') return nothing
  if (!policy.powerUp) return no({ code: 'power_up_missing' })
  if (!policy.humanTakeover) return no({ code: 'human_takeover_off' })
  const asked = askedBy(command, policy)
  if (asked === null) return no({ code: 'email_invalid' })
  const reason = conversation.offer ?? 'direct_request'
  return yes(command, {
    type: 'conversation.escalated',
    data: { ...asked, reason, botHolds: policy.holdsWhileWaiting },
  })
}

export function requestContact(
  conversation: Open,
  command: OfType<'request_contact'>,
  { policy, at }: Given,
): Decision {
  if (conversation.state === 'escalated' || conversation.state === 'active') return nothing
  if (!policy.powerUp) return no({ code: 'power_up_missing' })
  if (policy.humanTakeover) return no({ code: 'human_takeover_on' })
  const asked = askedBy(command, policy)
  if (asked === null) return no({ code: 'email_invalid' })
  const mailedLately = conversation.contactMailedAt !== null && at - conversation.contactMailedAt < CONTACT_MAIL_EVERY
  const nothingNew = asked.email === null || asked.email === conversation.customer.email
  if (mailedLately && nothingNew) return nothing
  return yes(command, { type: 'conversation.contact_requested', data: { ...asked, mailed: !mailedLately } })
}

export function withdraw(conversation: Open, command: OfType<'withdraw'>): Decision {
  if (conversation.state === 'bot') return nothing
  if (conversation.state !== 'escalated') return no({ code: 'not_waiting' })
  return yes(command, { type: 'conversation.withdrawn', data: {} })
}

export function dismiss(conversation: Open, command: OfType<'dismiss'>): Decision {
  if (conversation.state === 'active') return no(claimedBy(conversation))
  if (conversation.state !== 'escalated') return no({ code: 'not_escalated' })
  return yes(command, { type: 'conversation.dismissed', data: {} })
}

/** What the customer left; null when the address is missing though required, or not one plain address. */
function askedBy(command: OfType<'escalate'> | OfType<'request_contact'>, policy: Policy): Asked | null {
  const email = filled(command.email)
  if (email === null ? policy.emailRequired : !isEmailAddress(email)) return null
  return { email, name: filled(command.name), note: filled(command.note) }
}
