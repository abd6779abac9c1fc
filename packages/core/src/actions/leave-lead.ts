import type { Actor } from '../actor.ts'
import type { World } from '../ports.ts'
import type { Ask } from './ask-for-a-human.ts'
import { type Outcome, perform } from './perform.ts'

/** The customer leaves an address, a name or a note for the team. The same again changes nothing and mails nobody. */
export function leaveLead(
  world: World,
  by: Extract<Actor, { kind: 'customer' }>,
  conversationId: string,
  left: Ask,
): Promise<Outcome> {
  return perform(world, conversationId, { type: 'leave_lead', by, ...left })
}
