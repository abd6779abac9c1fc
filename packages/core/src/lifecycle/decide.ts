import type { Command } from '../command.ts'
import type { Conversation } from '../conversation.ts'
import { may } from '../permissions.ts'
import { type Decision, type Given, no, nothing, type OfType, type Open, yes } from './decision.ts'
import { answerForm } from './forms.ts'
import { claim, handBack, nudge, requeue, requeueFor, takeOver, transfer } from './holding.ts'
import { leaveLead } from './leads.ts'
import { reply, sendMessage, start } from './speaking.ts'
import { dismiss, escalate, requestContact, withdraw } from './waiting.ts'

/**
 * Which facts follow from a command (`docs/lifecycle.md`, rules LC1…). Pure. `conversation` is null only before `start`.
 */
export function decide(conversation: Conversation | null, command: Command, given: Given): Decision {
  if (command.type === 'start') return start(conversation, command)
  if (conversation === null) return no({ code: 'not_found' })
  if (command.by.kind === 'agent' && !may(command.by.roles, 'conversation.claim')) {
    return no({ code: 'forbidden', right: 'conversation.claim' })
  }
  if (conversation.state === 'closed') {
    return command.type === 'close' ? nothing : no({ code: 'conversation_closed' })
  }
  return decideOpen(conversation, command, given)
}

function decideOpen(conversation: Open, command: Exclude<Command, OfType<'start'>>, given: Given): Decision {
  switch (command.type) {
    case 'send_message':
      return sendMessage(conversation, command)
    case 'reply':
      return reply(conversation, command)
    case 'escalate':
      return escalate(conversation, command, given)
    case 'request_contact':
      return requestContact(conversation, command, given)
    case 'leave_lead':
      return leaveLead(conversation, command, given)
    case 'answer_form':
      return answerForm(command)
    case 'withdraw':
      return withdraw(conversation, command)
    case 'claim':
      return claim(conversation, command)
    case 'take_over':
      return takeOver(conversation, command, given)
    case 'transfer':
      return transfer(conversation, command)
    case 'requeue':
      return requeue(conversation, command, given)
    case 'requeue_for':
      return requeueFor(conversation, command, given)
    case 'nudge':
      return nudge(conversation, command)
    case 'hand_back':
      return handBack(conversation, command)
    case 'dismiss':
      return dismiss(conversation, command)
    case 'close':
      return yes(command, { type: 'conversation.closed', data: { cause: command.cause } })
  }
}
