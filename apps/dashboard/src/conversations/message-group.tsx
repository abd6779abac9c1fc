import type { MessageEvent } from '@baton/protocol'
import { memo, type ReactNode } from 'react'
import { texts } from '../texts/conversations.ts'
import { ClockTime } from '../ui/ages.tsx'
import { exactTime } from '../ui/time.ts'
import { Mark } from './baton-mark.tsx'
import type { Speaker } from './group-transcript.ts'
import { MessageText } from './message-text.tsx'
import type { Holder } from './who.ts'

type Props = { speaker: Speaker; messages: readonly MessageEvent[]; me: string; customer: string; botName: string }

/** Consecutive messages of one speaker: the customer's at the left, everybody else's at the right. */
export const MessageGroup = memo(function MessageGroup({ speaker, messages, me, customer, botName }: Props) {
  const first = messages[0]
  if (!first) return null
  return (
    <Group
      side={speaker.side}
      header={<Header speaker={speaker} at={first.at} me={me} customer={customer} botName={botName} />}
    >
      {messages.map((message) => (
        <Bubble key={message.id} message={message} />
      ))}
    </Group>
  )
})

export function Group({ side, header, children }: { side: Speaker['side']; header: ReactNode; children: ReactNode }) {
  return (
    <div className={`group group_${side}`}>
      <div className="group__head">{header}</div>
      {children}
    </div>
  )
}

function Header({ speaker, at, me, customer, botName }: Omit<Props, 'messages'> & { at: string }) {
  if (speaker.side === 'customer') {
    return (
      <>
        <span className="strong clip">{customer}</span> <ClockTime at={at} className="soft" />
      </>
    )
  }
  const holder = holderFor(speaker, me, botName)
  return (
    <>
      <ClockTime at={at} className="soft" />
      <span className="strong clip">{holder.kind === 'you' ? texts.you : 'name' in holder ? holder.name : ''}</span>
      {holder.kind === 'bot' && <span className="soft">{texts.message.bot}</span>}
      <Mark holder={holder} small />
    </>
  )
}

function holderFor(speaker: Speaker, me: string, botName: string): Holder {
  if (speaker.side === 'bot') return { kind: 'bot', name: speaker.name ?? botName }
  const name = speaker.name ?? texts.someone
  return speaker.id === me ? { kind: 'you', name } : { kind: 'agent', id: speaker.id, name }
}

function Bubble({ message }: { message: MessageEvent }) {
  const { text, sources = [], offer } = message.data
  return (
    <div className="bubble" title={exactTime(message.at)}>
      <MessageText text={text} />
      {sources.length > 0 && (
        <p className="bubble__note">
          {texts.message.sources}: {sources.map((source) => source.title).join(', ')}
        </p>
      )}
      {offer && <p className="bubble__note">{texts.message.offered}</p>}
    </div>
  )
}
