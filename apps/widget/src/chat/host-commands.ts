import type { Command } from '../host/messages.ts'
import type { HostPort } from '../host/port.ts'
import type { Chat } from './chat.ts'
import { roomLeft } from './message-length.ts'

/** Does what the page around asks for; `changed` is called where only the look or the place of the chat has changed. */
export function obeyHost(port: HostPort, chat: Chat, changed: (command: Command) => void): void {
  port.listen((command) => {
    switch (command.kind) {
      case 'sendMessage':
        return send(port, chat, command.text)
      case 'newConversation':
        chat.startAnew()
        if (command.text !== undefined) send(port, chat, command.text)
        return
      case 'reset':
        return chat.forgetCustomer()
      case 'show':
        chat.retry()
        return changed(command)
      case 'hide':
      case 'theme':
        return changed(command)
      case 'page':
        return
      case 'identify':
        return void chat.identify(command.identity).then((problem) => problem && port.tell(problem))
    }
  })
}

function send(port: HostPort, chat: Chat, text: string): void {
  if (text.trim() !== '' && roomLeft(text) >= 0) chat.send(text)
  else port.tell({ kind: 'error', code: 'message_refused', message: 'The message is empty or too long.' })
}
