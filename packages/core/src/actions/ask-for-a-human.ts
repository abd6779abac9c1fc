import type { Actor } from '../actor.ts'
import type { World } from '../ports.ts'
import type { RefusalCode } from '../refusal.ts'
import { type Outcome, perform } from './perform.ts'

export type Ask = { email: string | null; name: string | null; note: string | null }

/**
 * The customer asks for a human: the conversation is escalated, or, while the bot's human takeover is off, the team is
 * asked to answer by e-mail and the state stays as it is.
 */
export async function askForAHuman(
  world: World,
  by: Extract<Actor, { kind: 'customer' }>,
  conversationId: string,
  ask: Ask,
): Promise<Outcome> {
  const escalated = await perform(world, conversationId, { type: 'escalate', by, ...ask })
  if (!refusedWith(escalated, 'human_takeover_off')) return escalated
  const contact = await perform(world, conversationId, { type: 'request_contact', by, ...ask })
  if (!refusedWith(contact, 'human_takeover_on')) return contact
  // The switch was turned on between the two: the customer must not pay for it.
  return perform(world, conversationId, { type: 'escalate', by, ...ask })
}

function refusedWith(outcome: Outcome, code: RefusalCode): boolean {
  return !outcome.ok && outcome.refusal.code === code
}
