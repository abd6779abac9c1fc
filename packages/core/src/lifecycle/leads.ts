import type { LeadForm } from '../conversation.ts'
import { isEmailAddress } from '../email-address.ts'
import type { Asked } from '../event.ts'
import { type Decision, type Given, no, nothing, type OfType, type Open, yes } from './decision.ts'
import { filled } from './filled.ts'

/** What the customer leaves for the team to follow up. It changes neither who may speak nor the state. */
export function leaveLead(conversation: Open, command: OfType<'leave_lead'>, { policy }: Given): Decision {
  if (policy.lead === null) return no({ code: 'power_up_missing' })
  const left = leftBy(command, policy.lead)
  if (left.email !== null && !isEmailAddress(left.email)) return no({ code: 'email_invalid' })
  const missing = fields.filter((field) => policy.lead?.[field] === 'required' && left[field] === null)
  if (missing.length > 0 || fields.every((field) => left[field] === null)) {
    return no({ code: 'lead_incomplete', missing })
  }
  const { lead } = conversation
  if (lead !== null && fields.every((field) => lead[field] === left[field])) return nothing
  return yes(command, { type: 'conversation.lead_collected', data: left })
}

const fields = ['email', 'name', 'note'] as const

/** What is not asked for is not kept. */
function leftBy(command: OfType<'leave_lead'>, form: LeadForm): Asked {
  const of = (field: (typeof fields)[number]) => (form[field] === 'off' ? null : filled(command[field]))
  return { email: of('email'), name: of('name'), note: of('note') }
}
