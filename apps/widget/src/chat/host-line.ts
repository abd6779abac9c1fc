import type { CustomerEvent } from '@baton/protocol'
import type { News } from '../host/messages.ts'
import type { HostPort } from '../host/port.ts'
import type { ChatState } from './chat-state.ts'
import { newSince, nowhere } from './what-is-new.ts'

/** Tells the page around what happens in the chat, each thing once. */
export function createHostLine({ tell }: Pick<HostPort, 'tell'>) {
  let mark = nowhere
  let [unread, open, reached] = [0, false, true]

  return {
    /** To be told of every change, with the messages of others that the customer has not seen. */
    hear(state: ChatState, unseen: number): void {
      const { transcript, stage, network } = state
      const { mark: next, events } = newSince(mark, state)
      mark = next
      if (stage === 'opening') return
      for (const event of events) for (const news of newsOf(event)) tell(news)
      if (open !== (transcript !== null)) {
        open = transcript !== null
        tell({ kind: 'conversation', open })
      }
      if (unread !== unseen) {
        unread = unseen
        tell({ kind: 'unread', count: unread })
      }
      if (reached && !network.reachable)
        tell({ kind: 'error', code: 'unreachable', message: 'The server does not answer.' })
      reached = network.reachable
    },
  }
}

function newsOf(event: CustomerEvent): News[] {
  switch (event.type) {
    case 'message.sent': {
      const { kind, name = null } = event.actor
      return kind === 'system'
        ? []
        : [{ kind: 'message', message: { id: event.id, by: kind, name, text: event.data.text } }]
    }
    case 'conversation.escalated':
      return [{ kind: 'escalated' }]
    case 'conversation.claimed':
      return [joined(event.data.agent)]
    case 'conversation.transferred':
      return [left(event.data.from), joined(event.data.to)]
    case 'conversation.released':
      return [left(event.data.agent)]
    case 'conversation.requeued':
      return [left(event.data.from)]
    default:
      return []
  }
}

const joined = ({ name }: { name: string }): News => ({ kind: 'agent_joined', agent: { name } })
const left = ({ name }: { name: string }): News => ({ kind: 'agent_left', agent: { name } })
