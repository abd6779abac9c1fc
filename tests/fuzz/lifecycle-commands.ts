import { type Command, type Conversation, type EscalationReason, system } from '@baton/core'
import { ada, asAgent, ben, chidi, dana, eve, type Member, member, robo, vic } from '../support/cast.ts'
import { type Left, type MemberName, offered, type Step } from './lifecycle-steps.ts'

/** A step that is a command; the others turn switches or let time pass. */
export type Tried = Exclude<Step, { do: 'turn' | 'wait' }>

/** What a bot's reply refers to. */
export type Written = { turnId: string; engagement: number; answers: number }

const members: Record<MemberName, Member> = {
  ...{ ada, ben, chidi, eve, vic },
  'ada by key': member('Ada', 'owner', 'responder'),
  'ben by key': member('Ben', 'responder', 'viewer'),
}

export const addresses: Record<Left, string | null> = {
  'an address': 'dana@example.com',
  'another address': 'dana@work.example',
  'no address': null,
  'a wrong address': 'dana@example',
}

const texts = { text: 'Hello', nothing: ' \n ' }

/** Every other reply offers a human, each time for another reason. */
export const offerIn = ({ lastSeq }: { lastSeq: number }): EscalationReason | null =>
  lastSeq % 2 === 0 ? null : (offered[lastSeq % offered.length] ?? 'keyword')

/** The command that a step is on this conversation. `clientId` is used where the command is a message. */
export function commandFor(step: Tried, conversation: Conversation, written: Written, clientId: string): Command {
  switch (step.do) {
    case 'customer writes':
      return { type: 'send_message', by: dana, text: texts[step.what], clientId }
    case 'bot replies': {
      const reason = offerIn(conversation)
      const offer = reason && ({ powerUp: 'talk_to_a_human', reason } as const)
      return { type: 'reply', by: robo, ...written, text: 'Hm.', offer, sources: [] }
    }
    case 'escalate':
      return { type: 'escalate', by: dana, email: addresses[step.left], name: null, note: null }
    case 'request contact':
      return { type: 'request_contact', by: dana, email: addresses[step.left], name: null, note: null }
    case 'withdraw':
      return { type: 'withdraw', by: dana }
    case 'close':
      return { type: 'close', by: system, cause: 'retention' }
    case 'requeue for':
    case 'nudge':
      return systemsCommand(step, conversation)
    default:
      return membersCommand(step, clientId)
  }
}

function systemsCommand(step: Extract<Step, { do: 'requeue for' | 'nudge' }>, conversation: Conversation): Command {
  const engagement = conversation.engagement - (step.seen === 'now' ? 0 : 1)
  const unansweredSince = (conversation.unansweredSince ?? 0) - (step.wait === 'same' ? 0 : 1)
  if (step.do === 'nudge') return { type: 'nudge', by: system, engagement, unansweredSince }
  const timed = step.cause === 'unanswered' ? { unansweredSince } : {}
  return { type: 'requeue_for', by: system, cause: step.cause, engagement, ...timed }
}

function membersCommand(step: Extract<Tried, { who: MemberName }>, clientId: string): Command {
  const by = members[step.who]
  switch (step.do) {
    case 'agent writes':
      return { type: 'send_message', by, text: texts[step.what], clientId }
    case 'take over':
      return { type: 'take_over', by }
    case 'transfer':
      return { type: 'transfer', by, to: asAgent(members[step.to]) }
    case 'hand back':
      return { type: 'hand_back', by, botAnswers: step.botAnswers }
    default:
      return { type: step.do, by }
  }
}

/** What leads the conversation back to the bot or to a human; empty only at its end. */
export function waysOut({ state, engagement }: Conversation): Command[] {
  switch (state) {
    case 'bot':
    case 'resolved':
      return [{ type: 'send_message', by: dana, text: 'Hello?', clientId: 'way out' }]
    case 'escalated':
      return [
        { type: 'withdraw', by: dana },
        { type: 'claim', by: chidi },
        { type: 'dismiss', by: chidi },
      ]
    case 'active':
      return [
        { type: 'hand_back', by: ada, botAnswers: true },
        { type: 'requeue', by: ada },
        { type: 'requeue_for', by: system, cause: 'agent_away', engagement },
      ]
    case 'closed':
      return []
  }
}
