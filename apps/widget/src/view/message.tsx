import type { ChannelBot } from '@baton/protocol'
import type { Chat } from '../chat/chat.ts'
import type { OutboxEntry } from '../chat/outbox.ts'
import type { Author, MessageRow } from '../chat/thread.ts'
import { isEmojiOnly } from '../markdown/emoji.ts'
import { linkTarget } from '../markdown/links.ts'
import { refusalText } from '../texts/sentences.ts'
import { texts } from '../texts/texts.ts'
import { AgentAvatar, BotAvatar } from './avatar.tsx'
import { exactMoment, timeOfDay } from './clock.ts'
import { FormattedText } from './formatted-text.tsx'
import { OutsideLink } from './outside-link.tsx'

type Props = { row: MessageRow; bot: ChannelBot; chat: Chat; sending: boolean }

/** One message, marked as the customer's, the bot's or a person's. */
export function Message({ row, bot, chat, sending }: Props) {
  const { author, at } = row
  const failed = row.outbox?.state === 'failed'
  const emoji = isEmojiOnly(row.text)
  return (
    <div
      class={`message by-${author.kind} ${row.opens ? 'opens' : ''} ${row.closes ? 'closes' : ''}`}
      data-row={row.key}
    >
      {author.kind !== 'customer' && <div class="face">{row.closes && <Face author={author} bot={bot} />}</div>}
      <div class="said">
        <Name row={row} bot={bot} />
        <div
          class={`bubble ${failed ? 'failed' : ''} ${emoji ? 'emoji' : ''}`}
          title={at === null ? undefined : exactMoment(at)}
        >
          <FormattedText
            text={row.text}
            how={author.kind === 'customer' ? 'plain' : row.draft ? 'unfinished' : 'formatted'}
          />
          <Sources sources={row.sources} />
        </div>
        {row.outbox ? (
          <Underway entry={row.outbox} last={row.closes} chat={chat} sending={sending} />
        ) : (
          author.kind === 'customer' && row.closes && at !== null && <Arrived at={at} arrival={row.arrival} />
        )}
      </div>
    </div>
  )
}

function Face({ author, bot }: { author: Author; bot: ChannelBot }) {
  return author.kind === 'agent' ? <AgentAvatar agent={author.agent} /> : <BotAvatar bot={bot} />
}

/** Said aloud before every message; shown where a run begins, with the word that tells bot from person. */
function Name({ row, bot }: { row: MessageRow; bot: ChannelBot }) {
  const { author, at, opens } = row
  if (author.kind === 'customer') return <span class="unseen">{texts.you}: </span>
  const agent = author.kind === 'agent' ? author.agent : null
  return (
    <div class={opens ? 'name quiet-words' : 'unseen'}>
      <b>{agent?.name ?? bot.name}</b>{' '}
      <span class={agent ? 'agent' : ''}>{texts.kind[agent ? 'agent' : bot.disclosure]}</span>{' '}
      {opens && at !== null && <Time at={at} />}
    </div>
  )
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

/** What is happening to a message that is not in the log yet. */
type UnderwayProps = { entry: OutboxEntry; last: boolean; chat: Chat; sending: boolean }

function Underway({ entry, last, chat, sending }: UnderwayProps) {
  if (entry.state !== 'failed') {
    return last && <p class="underway quiet-words late">{sending ? texts.outbox.sending : texts.outbox.queued}</p>
  }
  return (
    <div class="underway quiet-words problem">
      <span>
        {texts.outbox.failed} {refusalText(entry.code)}
      </span>
      <button type="button" class="link" onClick={() => chat.resend(entry.clientId)}>
        {texts.outbox.resend}
      </button>
      <button type="button" class="link" onClick={() => chat.discard(entry.clientId)}>
        {texts.outbox.discard}
      </button>
    </div>
  )
}
