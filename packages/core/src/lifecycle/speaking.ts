import { botMaySpeak, type Conversation } from '../conversation.ts'
import { type Draft, type Fact, isHumanOffer } from '../event.ts'
import { textFault } from '../message.ts'
import { type Decision, isHolder, no, notHolder, nothing, type OfType, type Open, signed, yes } from './decision.ts'

export function start(conversation: Conversation | null, command: OfType<'start'>): Decision {
  if (conversation !== null) return nothing
  const started: Fact = { type: 'conversation.started', data: {} }
  if (command.first === null) return yes(command, started)
  const fault = textFault(command.first.text)
  if (fault !== null) return no({ code: fault })
  const message: Draft = {
    ...signed(command, { type: 'message.sent', data: { text: command.first.text } }),
    clientId: command.first.clientId,
  }
  return { ok: true, facts: [signed(command, started), message] }
}

export function sendMessage(conversation: Open, command: OfType<'send_message'>): Decision {
  const fault = textFault(command.text)
  if (fault !== null) return no({ code: fault })
  if (command.by.kind === 'agent' && !isHolder(conversation, command.by.id)) return no(notHolder(conversation))
  const draft = signed(command, { type: 'message.sent', data: { text: command.text } })
  return { ok: true, facts: [{ ...draft, clientId: command.clientId }] }
}

export function reply(conversation: Open, command: OfType<'reply'>): Decision {
  if (command.engagement !== conversation.engagement || !botMaySpeak(conversation)) {
    return no({ code: 'stale_engagement' })
  }
  if (conversation.turn?.id !== command.turnId) return no({ code: 'stale_turn' })
  // Written before the customer asked: an address would be asked for that is there already.
  if (conversation.state === 'escalated' && command.offer && isHumanOffer(command.offer)) {
    return no({ code: 'waits_already' })
  }
  const fault = textFault(command.text)
  if (fault !== null) return no({ code: fault })
  const draft = signed(command, {
    type: 'message.sent',
    data: {
      text: command.text,
      // No reply answers what is not said yet: a later message would count as answered and never get its turn.
      answers: Math.min(command.answers, conversation.lastCustomerSeq),
      ...(command.offer ? { offer: command.offer } : {}),
      ...(command.sources.length > 0 ? { sources: command.sources } : {}),
    },
  })
  return { ok: true, facts: [{ ...draft, clientId: command.turnId }] }
}
