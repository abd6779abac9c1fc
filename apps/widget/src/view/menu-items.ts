import type { Bell } from '../chat/bell.ts'
import type { Chat } from '../chat/chat.ts'
import type { ChatState } from '../chat/chat-state.ts'
import { texts } from '../texts/texts.ts'
import { NewIcon, PastIcon, SoundIcon } from './further-icons.tsx'
import type { MenuItem } from './menu.tsx'

type Ports = { chat: Chat; state: ChatState; bell: Bell; show: (panel: ChatState['panel']) => void; redraw: () => void }

/** What the menu offers now: nothing that would do nothing. */
export function menuItems({ chat, state, bell, show, redraw }: Ports): MenuItem[] {
  const toggleSound = () => {
    bell.toggle()
    redraw()
  }
  const items: MenuItem[] = []
  if (state.transcript && !state.bot.deleted) items.push({ label: texts.menu.new, icon: NewIcon, act: chat.startAnew })
  if (chat.hasPast) items.push({ label: texts.menu.past, icon: PastIcon, act: () => show('past') })
  items.push({ label: texts.menu.sound, icon: SoundIcon, act: toggleSound, on: bell.isOn })
  return items
}
