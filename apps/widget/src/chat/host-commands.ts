import type { Command } from '../host/messages.ts'
import type { HostPort } from '../host/port.ts'
import type { Chat } from './chat.ts'
import { roomLeft } from './message-length.ts'

/** Does what the page around asks for; looks and places are those of whoever draws. */
export function doCommand(command: Command, port: HostPort, chat: Chat): void {
  switch (command.kind) {
    case 'sendMessage':
      send(port, chat, command.text)
      break
    case 'newConversation':
      chat.startAnew()
      if (command.text !== undefined) send(port, chat, command.text)
      break
    case 'reset':
      chat.forgetCustomer()
      port.tell({ kind: 'forgotten' })
      break
    case 'show':
      chat.retry()
      break
    case 'identify':
      void chat.identify(command.identity).then((problem) => problem && port.tell(problem))
  }
}

function send(port: HostPort, chat: Chat, text: string): void {
  if (text.trim() !== '' && roomLeft(text) >= 0) chat.send(text)
  else port.tell({ kind: 'error', code: 'message_refused', message: 'The message is empty or too long.' })
}
