import { system } from '../actor.ts'
import type { CloseCause } from '../event.ts'
import type { World } from '../ports.ts'
import { type Outcome, perform } from './perform.ts'

/** Ends a conversation for good; a held one too. Again: nothing changes. */
export function closeConversation(world: World, conversationId: string, cause: CloseCause): Promise<Outcome> {
  return perform(world, conversationId, { type: 'close', by: system, cause })
}
