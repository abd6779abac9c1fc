import type { Actor } from '../actor.ts'
import type { Offer, Source } from '../event.ts'
import type { World } from '../ports.ts'
import { type Outcome, perform } from './perform.ts'

export type BotReply = {
  turnId: string
  /** The engagement that the turn began under. */
  engagement: number
  text: string
  /** The newest customer message that the turn had read. */
  answers: number
  offer: Offer | null
  sources: readonly Source[]
}

/** The bot's reply enters the log, or is refused because somebody else may speak by now. Run twice it speaks once. */
export function takeBotTurn(
  world: World,
  by: Extract<Actor, { kind: 'bot' }>,
  conversationId: string,
  reply: BotReply,
): Promise<Outcome> {
  return perform(world, conversationId, { type: 'reply', by, ...reply })
}
