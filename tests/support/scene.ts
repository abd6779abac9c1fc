import {
  type Conversation,
  type Decision,
  decide,
  type Event,
  evolve,
  number,
  type Policy,
  type Refusal,
} from '@baton/core'
import { type Act, beginning, minute, policy, ten } from './cast.ts'
import { verifyChange } from './verify-action.ts'

/** A conversation that some acts led to, its whole log, and what the last act added to it. */
export type Scene = { conversation: Conversation; events: Event[]; added: Event[] }

/** What these acts lead to, a minute apart, every step verified. A refused act is a broken premise and throws. */
export function scene(acts: readonly Act[], different: Partial<Policy> = {}): Scene {
  const events: Event[] = []
  let conversation: Conversation | null = null
  let added: Event[] = []
  for (const [index, act] of acts.entries()) {
    const step = play(conversation, act, { policy: policy(different), at: ten + index * minute })
    conversation = step.conversation
    added = step.added
    events.push(...added)
  }
  return { conversation: known(conversation), events, added }
}

/** One act more, verified; `before` is null only where the act is the start. */
export function play(before: Conversation | null, act: Act, given: { policy: Policy; at: number }) {
  const command = commandOf(before, act)
  const decision = decide(before, command, given)
  if (!decision.ok) throw new Error(`${command.type} was refused: ${JSON.stringify(decision.refusal)}`)
  let lastId = before?.lastSeq ?? 0
  const newId = () => {
    lastId += 1
    return `event-${lastId}`
  }
  const added = number(before, decision.facts, { conversationId: 'conversation_dana', at: given.at, newId })
  let after = before
  for (const event of added) after = evolve(after, event, beginning)
  const conversation = known(after)
  verifyChange({ before, events: added, after: conversation, beginning })
  return { conversation, added }
}

/** What the rules say to an act, an hour or so into the scene. */
export function answer(conversation: Conversation, act: Act, different: Partial<Policy> = {}, at = later): Decision {
  return decide(conversation, commandOf(conversation, act), { policy: policy(different), at })
}

/** The refusal of an act; throws where it is accepted. */
export function refusal(conversation: Conversation, act: Act, different: Partial<Policy> = {}): Refusal {
  const decision = answer(conversation, act, different)
  if (!decision.ok) return decision.refusal
  throw new Error(`accepted: ${JSON.stringify(decision.facts)}`)
}

/** Whether an act succeeds and changes nothing. */
export function changesNothing(conversation: Conversation, act: Act, different: Partial<Policy> = {}): boolean {
  const decision = answer(conversation, act, different)
  return decision.ok && decision.facts.length === 0
}

const later = ten + 60 * minute

export function commandOf(conversation: Conversation | null, act: Act) {
  return typeof act === 'function' ? act(known(conversation)) : act
}

function known(conversation: Conversation | null): Conversation {
  if (conversation === null) throw new Error('a scene begins with its start')
  return conversation
}
