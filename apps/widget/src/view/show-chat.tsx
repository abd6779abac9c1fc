import { render } from 'preact'
import { announce, silence } from '../chat/announcement.ts'
import { showsForm } from '../chat/ask.ts'
import type { Chat } from '../chat/chat.ts'
import type { ChatState } from '../chat/chat-state.ts'
import type { Store } from '../keep/browser-store.ts'
import { ChatPage } from './chat-page.tsx'
import { botColours } from './colour.ts'
import { restFocus } from './focus.ts'
import { type Ends, ScrollKeeper } from './scroll-keeper.ts'

/** Draws the chat into this place, again with every change, once for all changes of one moment. */
export function showChat(place: Element, chat: Chat, visit: Store): void {
  let heard = silence
  let seenSeq = 0
  let planned = false

  const plan = () => {
    if (planned) return
    planned = true
    queueMicrotask(draw)
  }
  const scroll = new ScrollKeeper(visit, plan)

  const draw = () => {
    planned = false
    const state = chat.state()
    const visible = document.visibilityState === 'visible'
    heard = announce(heard, state)
    if (visible) seenSeq = state.transcript?.view.lastSeq ?? 0
    document.title = pageTitle(state, seenSeq)
    paint(state.bot.colour)
    const focused = document.activeElement
    render(<ChatPage chat={chat} state={state} unseen={scroll.unseen} toEnd={scroll.toEnd} said={heard.said} />, place)
    if (focused && !focused.isConnected) restFocus()
    const box = place.querySelector<HTMLElement>('.chat')
    if (box && scroll.drawn(box, threadEnds(state))) plan()
    if (visible && scroll.atEnd) chat.seen()
  }

  chat.subscribe(plan)
  document.addEventListener('visibilitychange', plan)
  draw()
}

/** What stands first and last in the thread. */
function threadEnds({ transcript, outbox, draft, stage, ask, bot }: ChatState): Ends {
  const event = transcript?.events.findLast((candidate) => candidate.type !== 'withheld')
  const entry = outbox.at(-1)
  const byCustomer = event?.type === 'message.sent' && event.actor.kind === 'customer'
  const newest = entry?.clientId ?? (byCustomer ? event.clientId : event?.seq)
  return {
    first: `${transcript?.events[0]?.seq}`,
    last: `${newest} ${draft?.clientId} ${showsForm(ask, bot, transcript)}`,
    own: !draft && (entry !== undefined || byCustomer),
    ready: stage === 'open',
  }
}

/** Who answers, with the number of messages that came while nobody looked. */
function pageTitle({ transcript, bot }: ChatState, seenSeq: number): string {
  const name = transcript?.view.agent?.name ?? bot.name
  const unread = (transcript?.events ?? []).filter(
    (event) => event.seq > seenSeq && event.type === 'message.sent' && event.actor.kind !== 'customer',
  ).length
  return unread === 0 || seenSeq === 0 ? name : `(${unread}) ${name}`
}

/** Gives the style sheet the bot's colour, and the forms of it that can be read as text. */
function paint(colour: string): void {
  for (const [name, value] of Object.entries(botColours(colour))) {
    document.documentElement.style.setProperty(`--${name}`, value)
  }
}
