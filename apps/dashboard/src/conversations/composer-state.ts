import type { MemberConversation } from '@baton/protocol'
import { texts } from '../texts/conversations.ts'

export type Remedy = 'claim' | 'takeOver' | 'transferToMe'

/** Whether a reply can be written, and if not: why, and what would help. */
export type ComposerState = { open: true } | { open: false; reason: string; remedy: Remedy | null; help?: string }

const said = texts.composer

/** `me` is the asking member; `mayClaim` whether their role answers customers at all. */
export function composerState(conversation: MemberConversation, me: string, mayClaim: boolean): ComposerState {
  const { state, agent, can, botName } = conversation
  if (state === 'closed') return blocked(said.closed)
  if (state === 'active' && agent?.id === me && can.reply) return { open: true }
  if (!mayClaim) return blocked(said.readOnly)
  if (state === 'active') return blocked(said.heldBy(agent?.name ?? ''), can.transfer ? 'transferToMe' : null)
  if (state === 'escalated') return can.claim ? blocked(said.claimToReply, 'claim') : blocked(said.cannotClaim)
  return can.takeOver
    ? blocked(said.botAnswers(botName), 'takeOver', said.takeOverToReply)
    : blocked(said.botAnswers(botName), null, said.noTakeOver)
}

function blocked(reason: string, remedy: Remedy | null = null, help?: string): ComposerState {
  return { open: false, reason, remedy, ...(help === undefined ? {} : { help }) }
}
