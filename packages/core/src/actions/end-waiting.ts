import type { Actor } from '../actor.ts'
import type { World } from '../ports.ts'
import { type Outcome, perform } from './perform.ts'

/** The customer goes back to the bot before anybody claimed. */
export function withdrawEscalation(
  world: World,
  by: Extract<Actor, { kind: 'customer' }>,
  conversationId: string,
): Promise<Outcome> {
  return perform(world, conversationId, { type: 'withdraw', by })
}

/** A member sends a waiting customer back to the bot. */
export function dismissEscalation(
  world: World,
  by: Extract<Actor, { kind: 'agent' }>,
  conversationId: string,
): Promise<Outcome> {
  return perform(world, conversationId, { type: 'dismiss', by })
}
