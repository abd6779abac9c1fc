import { recorded, senderOf } from '../actor.ts'
import type { Command } from '../command.ts'
import type { Active, Conversation, Policy } from '../conversation.ts'
import type { Draft, Fact } from '../event.ts'
import type { Refusal } from '../refusal.ts'

/** What happens, or a named refusal. No facts means that it holds already: the command succeeds and changes nothing. */
export type Decision = { ok: true; facts: readonly Draft[] } | { ok: false; refusal: Refusal }

/** What the rules take from outside: the bot's settings and the time. */
export type Given = { policy: Policy; at: number }

export type Open = Exclude<Conversation, { state: 'closed' }>

export type OfType<Type extends Command['type']> = Extract<Command, { type: Type }>

export const nothing: Decision = { ok: true, facts: [] }

export function yes(command: Command, fact: Fact): Decision {
  return { ok: true, facts: [signed(command, fact)] }
}

export function no(refusal: Refusal): Decision {
  return { ok: false, refusal }
}

export function signed(command: Command, fact: Fact): Draft {
  return { ...fact, actor: recorded(command.by), sender: senderOf(command.by), clientId: null }
}

export function isHolder(conversation: Conversation, memberId: string): boolean {
  return conversation.state === 'active' && conversation.agent.id === memberId
}

export function claimedBy(conversation: Active): Refusal {
  return { code: 'already_claimed', claimedBy: conversation.agent, claimedAt: conversation.claimedAt }
}

export function notHolder(conversation: Conversation): Refusal {
  return { code: 'not_holder', holder: conversation.state === 'active' ? conversation.agent : null }
}
