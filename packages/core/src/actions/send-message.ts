import type { Actor } from '../actor.ts'
import type { World } from '../ports.ts'
import { type Outcome, perform } from './perform.ts'

/** A customer's or an agent's message. Sent again with the same `clientId` it returns the first result. */
export function sendMessage(
  world: World,
  by: Extract<Actor, { kind: 'customer' | 'agent' }>,
  conversationId: string,
  message: { clientId: string; text: string },
): Promise<Outcome> {
  return perform(world, conversationId, { type: 'send_message', by, ...message })
}
