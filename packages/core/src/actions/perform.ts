import { senderOf } from '../actor.ts'
import type { Command } from '../command.ts'
import type { Conversation } from '../conversation.ts'
import type { Event } from '../event.ts'
import { followUps } from '../follow-ups.ts'
import type { Beginning } from '../lifecycle/evolve.ts'
import { nudgeId } from '../lifecycle/holding.ts'
import { decide, evolve, number } from '../lifecycle.ts'
import type { Change, Loaded, World } from '../ports.ts'
import type { Refusal } from '../refusal.ts'

/**
 * What became of a command. `repeated`: its `clientId` was already in the log; `events` holds its first result.
 * No events and not repeated: what was asked for held already.
 */
export type Outcome =
  | { ok: true; conversation: Conversation; events: readonly Event[]; repeated: boolean }
  | { ok: false; refusal: Refusal; conversation: Conversation | null }

/** How often a command is decided again because another server wrote first. */
const MAX_TRIES = 50

type Existing = Exclude<Command, { type: 'start' }>

/**
 * The one write path: load, look for a repeat, decide, commit if nobody wrote meanwhile, else again.
 * Promises: the outcome is durable when it is returned; one command appends its events at most once for each `clientId`.
 */
export function perform(world: World, conversationId: string, command: Existing): Promise<Outcome> {
  return world.inLine(conversationId, async () => {
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      const loaded = await world.conversations.load(conversationId)
      if (loaded === null) return { ok: false, refusal: { code: 'not_found' }, conversation: null }
      const outcome = (await repeat(world, loaded, command)) ?? (await attempt(world, loaded, command))
      if (outcome !== 'overtaken') return outcome
    }
    return { ok: false, refusal: { code: 'busy' }, conversation: null }
  })
}

/** The first result of what is sent again; null when it is new. Looked up before the lifecycle is asked. */
async function repeat(world: World, { conversation }: Loaded, command: Existing): Promise<Outcome | null> {
  const clientId = clientIdOf(command)
  if (clientId === null) return null
  const first = await world.conversations.findMessage(conversation.id, senderOf(command.by), clientId)
  if (first === null) return null
  // Of a bot's turn that ran twice and wrote two texts the first one counts.
  if (command.type === 'send_message' && !isMessage(first, command.text)) {
    return { ok: false, refusal: { code: 'client_id_reused' }, conversation }
  }
  return { ok: true, conversation, events: [first], repeated: true }
}

function isMessage(event: Event, text: string): boolean {
  return event.type === 'message.sent' && event.data.text === text
}

async function attempt(world: World, loaded: Loaded, command: Existing): Promise<Outcome | 'overtaken'> {
  const at = world.now()
  const decision = decide(loaded.conversation, command, { policy: loaded.policy, at })
  if (!decision.ok) return { ...decision, conversation: loaded.conversation }
  if (decision.facts.length === 0) {
    return { ok: true, conversation: loaded.conversation, events: [], repeated: false }
  }
  const stamp = { conversationId: loaded.conversation.id, at, newId: world.newId }
  const change = changeOf(loaded, number(loaded.conversation, decision.facts, stamp))
  if (!(await world.conversations.commit([change]))) return 'overtaken'
  world.committed(change)
  return { ok: true, conversation: change.after, events: change.events, repeated: false }
}

/** The events applied, with what follows from each of them. */
export function changeOf(
  before: { conversation: Conversation | null; policy: Loaded['policy'] },
  events: readonly Event[],
  beginning?: Beginning,
): Change {
  const follow: Change['follow'][number][] = []
  let after = before.conversation
  for (const event of events) {
    after = evolve(after, event, beginning)
    for (const followUp of followUps(event, after, before.policy)) follow.push({ event, followUp })
  }
  if (after === null) throw new Error('a change needs at least one event')
  return { before: before.conversation, after, events, follow, policy: before.policy }
}

function clientIdOf(command: Existing): string | null {
  switch (command.type) {
    case 'send_message':
    case 'answer_form':
      return command.clientId
    case 'reply':
      return command.turnId
    case 'nudge':
      return nudgeId(command)
    default:
      return null
  }
}
