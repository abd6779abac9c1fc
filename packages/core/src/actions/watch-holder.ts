import { system } from '../actor.ts'
import { isHolder } from '../lifecycle/decision.ts'
import { decide, number } from '../lifecycle.ts'
import type { Along, Change, World } from '../ports.ts'
import { changeOf, type Outcome, perform } from './perform.ts'

/** Tells the team that the holder leaves a customer without an answer. */
export function nudgeHolder(
  world: World,
  conversationId: string,
  wait: { engagement: number; unansweredSince: number },
): Promise<Outcome> {
  return perform(world, conversationId, { type: 'nudge', by: system, ...wait })
}

/** Returns a conversation to the queue because its holder is gone or does not answer. */
export function requeueFor(
  world: World,
  conversationId: string,
  why: { cause: 'agent_away' | 'unanswered' | 'member_removed'; engagement: number; unansweredSince?: number },
): Promise<Outcome> {
  return perform(world, conversationId, { type: 'requeue_for', by: system, ...why })
}

const MAX_TRIES = 50

/**
 * Takes every conversation away from a member, in one transaction with what takes the member's rights away (`along`).
 * Returns how many were requeued.
 */
export async function releaseMember(world: World, memberId: string, along: Along): Promise<number> {
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const changes = await requeueAll(world, memberId)
    if (!(await world.conversations.commit(changes, along))) continue
    for (const change of changes) world.committed(change)
    return changes.length + (await requeueLateClaims(world, memberId))
  }
  throw new Error(`the conversations of member ${memberId} kept changing`)
}

async function requeueAll(world: World, memberId: string): Promise<Change[]> {
  const changes: Change[] = []
  for (const id of await world.conversations.heldBy(memberId)) {
    const loaded = await world.conversations.load(id)
    if (loaded === null || !isHolder(loaded.conversation, memberId)) continue
    const at = world.now()
    const { engagement } = loaded.conversation
    const command = { type: 'requeue_for', by: system, cause: 'member_removed', engagement } as const
    const decision = decide(loaded.conversation, command, { policy: loaded.policy, at })
    if (!decision.ok) continue
    changes.push(
      changeOf(loaded, number(loaded.conversation, decision.facts, { conversationId: id, at, newId: world.newId })),
    )
  }
  return changes
}

/** A claim that was decided before the rights were gone may have landed beside the transaction: take it back too. */
async function requeueLateClaims(world: World, memberId: string): Promise<number> {
  let requeued = 0
  for (const id of await world.conversations.heldBy(memberId)) {
    const loaded = await world.conversations.load(id)
    // Meanwhile somebody else may hold it: never take it from them.
    if (loaded === null || !isHolder(loaded.conversation, memberId)) continue
    const { engagement } = loaded.conversation
    const outcome = await requeueFor(world, id, { cause: 'member_removed', engagement })
    if (outcome.ok) requeued += 1
  }
  return requeued
}
