import { render } from 'preact'
import { announce, silence } from '../chat/announcement.ts'
import { createBell } from '../chat/bell.ts'
import type { Chat } from '../chat/chat.ts'
import type { ChatState } from '../chat/chat-state.ts'
import { doCommand } from '../chat/host-commands.ts'
import { createHostLine } from '../chat/host-line.ts'
import { keepSeen } from '../chat/seen-mark.ts'
import { threadRows } from '../chat/thread.ts'
import { hasOlder } from '../chat/transcript.ts'
import type { HostPort } from '../host/port.ts'
import type { Store } from '../keep/browser-store.ts'
import { firstOfTabs } from '../keep/first-of-tabs.ts'
import { Announcer } from './announcer.tsx'
import { chatPage, openForm } from './chat-page.tsx'
import { dressed } from './dressed.ts'
import { focusWhereAsked, restFocus } from './focus.ts'
import { menuItems } from './menu-items.ts'
import { MissingChat } from './other-pages.tsx'
import { paint, watchDarkness } from './paint.ts'
import { RowWindow } from './row-window.ts'
import { ScrollKeeper } from './scroll-keeper.ts'
import { threadEnds } from './thread-ends.ts'

export type Showing = {
  chat: Chat
  port: HostPort
  kept: Store
  visit: Store
  /** The customer has asked for a human before this was here. */
  askedForHuman: boolean
}

/** Nearer to the edge of what is drawn than this, in heights of the screen, more is drawn. */
const SOON = 1.5

/** Draws the chat into this place, again with every change, once for all changes of one moment. */
export function showChat(place: Element, { chat, port, kept, visit, askedForHuman }: Showing): void {
  const isWatched = () => document.visibilityState === 'visible' && port.state().shown
  const seen = keepSeen(kept)
  const bell = createBell({
    store: kept,
    isWatched,
    isFirst: (thing) => firstOfTabs(thing, kept),
    play: () => void import('./play-sound.ts').then(({ playSound }) => playSound()),
  })
  const line = createHostLine(port)
  const stretch = new RowWindow()
  let heard = silence
  let planned = false

  const plan = () => {
    if (planned) return
    planned = true
    queueMicrotask(draw)
  }
  const scroll = new ScrollKeeper(visit, { changed: plan, scrolled: () => growWhereNeeded() })
  const show = (panel: ChatState['panel']) => chat.show(panel)
  const state = () => ({ ...chat.state(), bot: dressed(chat.state().bot, port.state()) })
  const rowsOf = (now: ChatState) => threadRows(now)

  const growUp = () => {
    const now = state()
    if (!stretch.ends.up) stretch.grow(rowsOf(now), 'up')
    else if (now.transcript && hasOlder(now.transcript)) void chat.loadOlder()
    plan()
  }
  const growWhereNeeded = () => {
    const { transcript, busy, panel } = chat.state()
    if (!transcript || panel !== 'chat') return
    const { above, below } = scroll.room
    if (above < SOON && (!stretch.ends.up || (hasOlder(transcript) && busy === null))) growUp()
    else if (below < SOON && !stretch.ends.down) {
      stretch.grow(rowsOf(state()), 'down')
      plan()
    }
  }
  const toEnd = () => {
    stretch.toEnd()
    scroll.toEnd()
  }

  const draw = () => {
    planned = false
    const now = state()
    attend(now)
    paint(now.bot.theme)
    const rows = rowsOf(now)
    const wanted = now.stage === 'open' && scroll.rowToReturnTo
    if (wanted) stretch.around(rows, wanted)
    const focused = document.activeElement
    scroll.willDraw()
    const shown = stretch.slice(rows, scroll.atEnd)
    render(
      <>
        {now.gone ? (
          <MissingChat />
        ) : (
          chatPage({
            ...{ chat, toEnd, growUp, state: now, stretch: { rows: shown, ends: stretch.ends } },
            away: !scroll.atEnd || !stretch.ends.down,
            unseen: scroll.unseen,
            items: menuItems({ chat, state: now, bell, show, redraw: plan }),
            close: port.state().hosted ? () => port.tell({ kind: 'close' }) : null,
            back: () => show('chat'),
          })
        )}
        <Announcer said={heard.said} />
      </>,
      place,
    )
    if (focused && !focused.isConnected) restFocus()
    const box = place.querySelector<HTMLElement>('.chat')
    if (box && now.panel === 'chat' && scroll.drawn(box, threadEnds(now))) plan()
    if (isWatched() && scroll.atEnd) chat.seen()
    growWhereNeeded()
  }

  /** Says, counts and rings for what is new. */
  const attend = (now: ChatState) => {
    heard = announce(heard, now)
    if (isWatched() && now.transcript) seen.see(now.transcript)
    const unread = seen.unread(now.transcript)
    const name = now.transcript?.view.agent?.name ?? now.bot.name
    document.title = unread === 0 ? name : `(${unread}) ${name}`
    bell.hear(now)
    line.hear(now, unread)
  }

  chat.subscribe(plan)
  document.addEventListener('visibilitychange', plan)
  watchDarkness(plan)
  port.listen((command) => {
    doCommand(command, port, chat)
    draw()
    focusWhereAsked(command)
  })
  draw()
  if (askedForHuman) openForm(chat)
}
