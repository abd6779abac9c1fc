import type { ChannelBot } from '@baton/protocol'
import { render } from 'preact'
import { Front } from '../chat/front.ts'
import type { HostPort } from '../host/port.ts'
import type { Store } from '../keep/browser-store.ts'
import { texts } from '../texts/texts.ts'
import { Announcer } from './announcer.tsx'
import { BotAvatar } from './avatar.tsx'
import { ChatFrame } from './chat-frame.tsx'
import { dressed } from './dressed.ts'
import { focusWhereAsked } from './focus.ts'
import { MessageFrame, Name } from './message-frame.tsx'
import { paint, watchDarkness } from './paint.ts'
import { StatusLine } from './status-line.tsx'
import { Suggestions } from './suggestions.tsx'
import { Disclosure, Opening, Thread } from './thread.tsx'
import { writtenRows } from './written-rows.tsx'

type Showing = { bot: ChannelBot; port: HostPort; kept: Store; retry: () => void }

/**
 * Draws what a customer needs to begin, until `leave` is called: everything that the chat draws with the same elements.
 * Tells the page around that it is heard; its commands wait for the chat, but for those that only change the look.
 */
export function showFront(place: Element, { bot, port, kept, retry }: Showing): { front: Front; leave: () => void } {
  let left = false
  const draw = () => {
    if (left) return
    const now = dressed(bot, port.state())
    paint(now.theme)
    render(page(front, now, port, retry), place)
  }
  const front = new Front(bot, kept, draw)
  port.listen((command) => {
    if (left) return
    if (command.kind !== 'show' && command.kind !== 'hide' && command.kind !== 'theme') front.hear(command)
    draw()
    focusWhereAsked(command)
  })
  watchDarkness(draw)
  document.title = bot.name
  draw()
  port.tell({ kind: 'ready', conversation: front.hasConversation })
  const leave = () => {
    left = true
  }
  return { front, leave }
}

function page(front: Front, bot: ChannelBot, port: HostPort, retry: () => void) {
  const network = { online: true, reachable: front.reachable, failing: false }
  const close = port.state().hosted ? () => port.tell({ kind: 'close' }) : null
  return (
    <>
      <ChatFrame
        key="chat"
        header={{ bot, view: null, ask: bot.human.available ? front.askForHuman : null, close }}
        status={<StatusLine network={network} retry={retry} />}
        writing={bot.deleted ? null : front}
      >
        <main>{front.hasConversation ? <Opening written={front.written} /> : beginning(front, bot)}</main>
      </ChatFrame>
      <Announcer said={[]} />
    </>
  )
}

function beginning(front: Front, bot: ChannelBot) {
  const name = <Name name={bot.name} kind={texts.kind[bot.disclosure]} />
  const rows = [
    <Disclosure key="disclosure" bot={bot} />,
    bot.greeting.trim() !== '' && (
      <MessageFrame key="greeting" row="greeting" by="bot" face={<BotAvatar bot={bot} />} name={name}>
        <p dir="auto">{bot.greeting}</p>
      </MessageFrame>
    ),
    writtenRows(front.written),
  ]
  const questions = front.written.length === 0 ? bot.suggestedQuestions : []
  return <Thread bot={bot} rows={rows} suggestions={<Suggestions questions={questions} send={front.send} />} />
}
