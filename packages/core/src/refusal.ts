import type { Agent } from './actor.ts'
import type { TextFault } from './message.ts'
import type { Right } from './permissions.ts'

/** The closed list of expected noes. Each carries what its reader needs in order to explain itself. */
export type Refusal =
  | { code: 'not_found' }
  | { code: 'forbidden'; right: Right }
  | { code: 'already_claimed'; claimedBy: Agent; claimedAt: number }
  | { code: 'not_escalated' }
  | { code: 'not_holder'; holder: Agent | null }
  | { code: 'not_active' }
  | { code: 'not_waiting' }
  | { code: 'takeover_not_allowed' }
  | { code: 'cannot_hold' }
  | { code: 'power_up_missing' }
  | { code: 'human_takeover_off' }
  | { code: 'human_takeover_on' }
  | { code: 'email_invalid'; field?: string }
  | { code: 'lead_incomplete'; missing: readonly ('email' | 'name' | 'note')[] }
  | { code: 'form_incomplete'; missing: readonly string[] }
  | { code: 'field_invalid'; field: string }
  | { code: 'conversation_closed' }
  | { code: 'stale_engagement' }
  | { code: 'stale_turn' }
  | { code: 'waits_already' }
  | { code: 'client_id_reused' }
  | { code: 'busy' }
  | { code: TextFault }

export type RefusalCode = Refusal['code']
