import type { Command, Conversation, Event } from '@baton/core'
import * as lifecycle from '@baton/core/lifecycle'
import { describe, expect, test } from 'vitest'
import { asAgent, chidi } from '../support/cast.ts'
import { lives } from './lifecycle-lives.ts'
import type { Rules } from './lifecycle-run.ts'

// The fuzz test is worth as much as what it would notice. Each of these rules is broken in one place.

type Decide = Rules['decide']
type Evolve = Rules['evolve']

const deciding = (decide: Decide): Rules => ({ ...lifecycle, decide })
const evolving = (change: (after: Conversation, event: Event, before: Conversation | null) => Conversation): Rules => {
  const evolve: Evolve = (before, event, beginning) => change(lifecycle.evolve(before, event, beginning), event, before)
  return { ...lifecycle, evolve }
}
const numbering = (change: (event: Event, before: Conversation | null) => Partial<Event>): Rules => ({
  ...lifecycle,
  number: (before, drafts, stamp) =>
    lifecycle.number(before, drafts, stamp).map((event) => Object.assign(event, change(event, before))),
})
/** The rules asked about a conversation or command that is not quite the real one. */
const asking = (
  change: (conversation: Conversation | null, command: Command) => [Conversation | null, Command],
): Rules => deciding((conversation, command, given) => lifecycle.decide(...change(conversation, command), given))

const waiting = (held: Conversation): Conversation => {
  const escalation = held.escalation ?? { reason: 'requeued', note: null, at: 0 }
  return { ...held, state: 'escalated', escalation, botHolds: false }
}

const broken: Record<string, Rules> = {
  'a second claim succeeds': asking((conversation, command) =>
    command.type === 'claim' && conversation?.state === 'active'
      ? [waiting(conversation), command]
      : [conversation, command],
  ),
  'a reply is not asked for its engagement': asking((conversation, command) =>
    command.type === 'reply' && conversation !== null
      ? [conversation, { ...command, engagement: conversation.engagement }]
      : [conversation, command],
  ),
  'the bot speaks while a person holds': asking((conversation, command) =>
    command.type === 'reply' && conversation?.state === 'active'
      ? [{ ...waiting(conversation), turn: { id: command.turnId }, engagement: command.engagement }, command]
      : [conversation, command],
  ),
  'a transfer does not raise the engagement': numbering((event, before) =>
    event.type === 'conversation.transferred' ? { engagement: before?.engagement ?? 0 } : {},
  ),
  'a message raises the engagement': numbering((event) =>
    event.type === 'message.sent' ? { engagement: event.engagement + 1 } : {},
  ),
  'withdrawing from a silent bot does not raise the engagement': numbering((event, before) =>
    event.type === 'conversation.withdrawn' ? { engagement: before?.engagement ?? 0 } : {},
  ),
  'a requeue leaves a gap': numbering((event) =>
    event.type === 'conversation.requeued' ? { seq: event.seq + 1 } : {},
  ),
  'the turn is lost after a hand-back': evolving((after, event) =>
    event.type === 'conversation.released' ? { ...after, turn: null } : after,
  ),
  'the turn outlives a claim': evolving((after, event, before) =>
    event.type === 'conversation.claimed' ? { ...after, turn: before?.turn ?? null } : after,
  ),
  'the turn outlives a dismissal': evolving((after, event, before) =>
    event.type === 'conversation.dismissed' && before?.turn ? { ...after, turn: before.turn } : after,
  ),
  'each message gets a turn of its own': evolving((after, event) =>
    event.actor.kind === 'customer' && after.turn !== null ? { ...after, turn: { id: event.id } } : after,
  ),
  'what arrives while the bot writes is forgotten': evolving((after, event) =>
    event.actor.kind === 'bot'
      ? { ...after, turn: null, answeredSeq: after.lastCustomerSeq, unansweredSince: null }
      : after,
  ),
  'an agent answers nothing': evolving((after, event, before) =>
    event.type === 'message.sent' && event.actor.kind === 'agent' && before !== null
      ? { ...after, answeredSeq: before.answeredSeq, unansweredSince: before.unansweredSince }
      : after,
  ),
  'the releaser is forgotten': evolving((after) =>
    after.state === 'resolved' ? { ...after, releasedBy: null } : after,
  ),
  'a transfer reaches somebody else': evolving((after, event) =>
    event.type === 'conversation.transferred' && after.state === 'active' ? { ...after, agent: asAgent(chidi) } : after,
  ),
  'nobody comes back from the queue': deciding((conversation, command, given) =>
    command.type === 'withdraw'
      ? { ok: false, refusal: { code: 'not_waiting' } }
      : lifecycle.decide(conversation, command, given),
  ),
  'an editor may claim': asking((conversation, command) =>
    command.by.kind === 'agent' && command.by.roles.includes('editor')
      ? [conversation, { ...command, by: { ...command.by, roles: ['responder'] } } as Command]
      : [conversation, command],
  ),
  'a key of less is worth as much as its maker': asking((conversation, command) =>
    command.by.kind === 'agent'
      ? [conversation, { ...command, by: { ...command.by, roles: command.by.roles.slice(0, 1) } } as Command]
      : [conversation, command],
  ),
  'contact is mailed at every request': asking((conversation, command) =>
    command.type === 'request_contact' && conversation !== null
      ? [{ ...conversation, contactMailedAt: null }, command]
      : [conversation, command],
  ),
  'a nudge for a wait that is over': asking((conversation, command) =>
    command.type === 'nudge' && conversation !== null
      ? [conversation, { ...command, unansweredSince: conversation.unansweredSince ?? 0 }]
      : [conversation, command],
  ),
}

describe('the model notices when', () => {
  test.each(Object.entries(broken))('%s', (_, rules) => {
    expect(() => lives(20_000, rules)).toThrow(/^Property failed after \d+ tests\n\{ seed: -?\d+/)
  })

  test('and says so of nothing else', () => {
    expect(() => lives(2000)).not.toThrow()
  })
})
