import type { Actor } from '../actor.ts'
import { decide, number } from '../lifecycle.ts'
import type { Visit, World } from '../ports.ts'
import { changeOf, type Outcome, perform } from './perform.ts'

export type Start = {
  teamId: string
  botId: string
  customer: Extract<Actor, { kind: 'customer' }>
  /** What the browser's start key is known by: the same again returns the same conversation. */
  startKeyHash: string
  first: { text: string; clientId: string } | null
  /** What the browser says of itself; kept with the conversation that begins. */
  visit?: Visit
}

const MAX_TRIES = 10

/**
 * Starts a conversation, or returns the one that this start key began. A first message that the existing conversation
 * does not have yet is sent to it, so that a lost answer can always be asked for again.
 */
export async function startConversation(world: World, start: Start): Promise<Outcome> {
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const existing = await world.conversations.findByStartKey(start.startKeyHash)
    if (existing !== null) {
      const { conversation } = existing
      if (conversation.botId !== start.botId) return refused('not_found')
      if (start.first === null) return { ok: true, conversation, events: [], repeated: false }
      // In the name of the customer who began it: a repeat of a start has not been told who that is.
      const by = { ...start.customer, id: conversation.customerId }
      return perform(world, conversation.id, { type: 'send_message', by, ...start.first })
    }
    const outcome = await begin(world, start)
    if (outcome !== 'overtaken') return outcome
  }
  return refused('busy')
}

async function begin(world: World, start: Start): Promise<Outcome | 'overtaken'> {
  const policy = await world.conversations.policyOf(start.botId)
  if (policy === null) return refused('not_found')
  const at = world.now()
  const decision = decide(null, { type: 'start', by: start.customer, first: start.first }, { policy, at })
  if (!decision.ok) return { ...decision, conversation: null }
  const events = number(null, decision.facts, { conversationId: world.newId(), at, newId: world.newId })
  const beginning = { teamId: start.teamId, botId: start.botId, customerId: start.customer.id }
  const change = {
    ...changeOf({ conversation: null, policy }, events, beginning),
    startKeyHash: start.startKeyHash,
    ...(start.visit && { visit: start.visit }),
  }
  if (!(await world.conversations.commit([change]))) return 'overtaken'
  world.committed(change)
  return { ok: true, conversation: change.after, events, repeated: false }
}

function refused(code: 'not_found' | 'busy'): Outcome {
  return { ok: false, refusal: { code }, conversation: null }
}
