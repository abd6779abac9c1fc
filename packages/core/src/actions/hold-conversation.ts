import type { Actor, Agent } from '../actor.ts'
import type { World } from '../ports.ts'
import { type Outcome, perform } from './perform.ts'

type Member = Extract<Actor, { kind: 'agent' }>

/** Takes a waiting conversation. Of many at once exactly one succeeds; the others are told who has it. */
export function claimConversation(world: World, by: Member, conversationId: string): Promise<Outcome> {
  return perform(world, conversationId, { type: 'claim', by })
}

/** Takes a conversation that nobody escalated, where the bot allows it. */
export function takeOverConversation(world: World, by: Member, conversationId: string): Promise<Outcome> {
  return perform(world, conversationId, { type: 'take_over', by })
}

/** Gives a held conversation to a colleague, who must be a member that may claim (the caller has checked `to`). */
export function transferConversation(world: World, by: Member, conversationId: string, to: Agent): Promise<Outcome> {
  return perform(world, conversationId, { type: 'transfer', by, to })
}

/** Returns a held conversation to the queue. */
export function requeueConversation(world: World, by: Member, conversationId: string): Promise<Outcome> {
  return perform(world, conversationId, { type: 'requeue', by })
}

/** Gives a held conversation back to the bot, which answers what is unanswered unless told not to. */
export function handBackConversation(
  world: World,
  by: Member,
  conversationId: string,
  { botAnswers }: { botAnswers: boolean },
): Promise<Outcome> {
  return perform(world, conversationId, { type: 'hand_back', by, botAnswers })
}
