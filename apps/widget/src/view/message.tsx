import type { ChannelBot } from '@baton/protocol'
import type { Chat } from '../chat/chat.ts'
import type { Author, MessageRow } from '../chat/thread.ts'
import type { OutboxEntry } from '../chat/written.ts'
import { isEmojiOnly } from '../markdown/emoji.ts'
import { linkTarget } from '../markdown/links.ts'
import { refusalText } from '../texts/sentences.ts'
import { texts } from '../texts/texts.ts'
import { AgentAvatar, BotAvatar } from './avatar.tsx'
import { exactMoment, timeOfDay } from './clock.ts'
import { FormattedText } from './formatted-text.tsx'
import { MessageFrame, Name, Underway } from './message-frame.tsx'
import { OutsideLink } from './outside-link.tsx'

type Props = { row: MessageRow; bot: ChannelBot; chat: Chat; sending: boolean }

/** One message, marked as the customer's, the bot's or a person's. A function, not a component: the first picture has drawn its frame. */
export function message({ row, bot, chat, sending }: Props) {
  const { author, at, opens, closes } = row
  const failed = row.outbox?.state === 'failed'
  const how = author.kind === 'customer' ? 'plain' : row.draft ? 'unfinished' : 'formatted'
  const agent = author.kind === 'agent' ? author.agent : null
  const names = { name: agent?.name ?? bot.name, kind: texts.kind[agent ? 'agent' : bot.disclosure] }
  return (
    <MessageFrame
      {...{ key: row.key, row: row.key, by: author.kind, opens, closes }}
      face={<Face author={author} bot={bot} />}
      name={<Name {...names} opens={opens} agent={agent !== null} time={at !== null && <Time at={at} />} />}
      look={`${failed ? 'failed' : ''} ${isEmojiOnly(row.text) ? 'emoji' : ''}`}
      title={at === null ? undefined : exactMoment(at)}
      below={<Below row={row} chat={chat} sending={sending} />}
    >
      <FormattedText text={row.text} how={how} />
      <Sources sources={row.sources} />
    </MessageFrame>
  )
}

/** What became of a message of the customer's. */
function Below({ row, chat, sending }: Omit<Props, 'bot'>) {
  const { author, at, closes, outbox, arrival } = row
  if (outbox?.state === 'failed') return <Failed entry={outbox} chat={chat} />
  if (!closes) return null
  if (outbox) return <Underway sending={sending} />
  return author.kind === 'customer' && at !== null ? <Arrived at={at} arrival={arrival} /> : null
}

function Face({ author, bot }: { author: Author; bot: ChannelBot }) {
  return author.kind === 'agent' ? <AgentAvatar agent={author.agent} /> : <BotAvatar bot={bot} />
}

function Sources({ sources }: { sources: MessageRow['sources'] }) {
  if (sources.length === 0) return null
  return (
    <p class="quiet-words">
      {texts.sources}{' '}
      {sources.map(({ title, url }, index) => {
        const target = linkTarget(url ?? '')
        return [index > 0 && ', ', target ? <OutsideLink href={target.href} text={title} host={target.host} /> : title]
      })}
    </p>
  )
}

/** When the customer's own message was sent, and what became of it. */
function Arrived({ at, arrival }: { at: number; arrival: MessageRow['arrival'] }) {
  return (
    <p class="arrived quiet-words">
      {arrival && <span>{texts.outbox[arrival]}</span>} <Time at={at} />
    </p>
  )
}

function Time({ at }: { at: number }) {
  return (
    <time dateTime={new Date(at).toISOString()} title={exactMoment(at)}>
      {timeOfDay(at)}
    </time>
  )
}

function Failed({ entry, chat }: { entry: Extract<OutboxEntry, { state: 'failed' }>; chat: Chat }) {
  // A chat that has ended takes nothing more.
  const ended = chat.state().transcript?.view.state === 'closed'
  return (
    <div class="underway quiet-words problem">
      <span>
        {texts.outbox.failed} {refusalText(entry.code)}
      </span>
      {!ended && (
        <button type="button" class="link" onClick={() => chat.resend(entry.clientId)}>
          {texts.outbox.resend}
        </button>
      )}
      <button type="button" class="link" onClick={() => chat.discard(entry.clientId)}>
        {texts.outbox.discard}
      </button>
    </div>
  )
}
