import { Chat } from './chat/chat.ts'
import type { Front } from './chat/front.ts'
import { doCommand } from './chat/host-commands.ts'
import type { HostPort } from './host/port.ts'
import { openStore, type Store } from './keep/browser-store.ts'
import { showChat } from './view/show-chat.tsx'
import { channelApi } from './wire/channel-api.ts'

type Parts = { front: Front; port: HostPort; kept: Store }

/** Goes on where the first picture stands: the same place, what was written in it, and what was wanted meanwhile. */
export function takeOver(place: Element, { front, port, kept }: Parts): void {
  const visit = openStore(front.bot.id, () => sessionStorage)
  const chat = new Chat(front.bot, { api: channelApi, store: kept, port })
  chat.begin()
  showChat(place, { chat, port, kept, visit, askedForHuman: front.wanted.human })
  for (const command of front.wanted.commands) doCommand(command, port, chat)
}
