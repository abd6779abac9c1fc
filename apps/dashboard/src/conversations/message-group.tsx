import type { MessageEvent } from '@baton/protocol'
import { memo, type ReactNode } from 'react'
import { texts } from '../texts/conversations.ts'
import { ClockTime } from '../ui/ages.tsx'
import { exactTime } from '../ui/time.ts'
import { Mark } from './baton-mark.tsx'
import type { Faces } from './faces.ts'
import type { Speaker } from './group-transcript.ts'
import { MessageText } from './message-text.tsx'
import type { Holder } from './who.ts'

type Props = {
  speaker: Speaker
  messages: readonly MessageEvent[]
  me: string
  customer: string
  botName: string
  faces: Faces
}

/** Consecutive messages of one speaker: the customer's at the left, everybody else's at the right. */
export const MessageGroup = memo(function MessageGroup({ messages, ...reader }: Props) {
  const first = messages[0]
  if (!first) return null
  return (
    <Group side={reader.speaker.side} header={<Header at={first.at} {...reader} />}>
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

function Header({ speaker, at, me, customer, botName, faces }: Omit<Props, 'messages'> & { at: string }) {
  if (speaker.side === 'customer') {
    return (
      <>
        <span className="strong clip">{customer}</span> <ClockTime at={at} className="soft" />
      </>
    )
  }
  const holder = holderFor(speaker, { me, botName, faces })
  return (
    <>
      <ClockTime at={at} className="soft" />
      <span className="strong clip">{holder.kind === 'you' ? texts.you : 'name' in holder ? holder.name : ''}</span>
      {holder.kind === 'bot' && <span className="soft">{texts.message.bot}</span>}
      <Mark holder={holder} small />
    </>
  )
}

type Known = Pick<Props, 'me' | 'botName' | 'faces'>

function holderFor(speaker: Speaker, { me, botName, faces }: Known): Holder {
  if (speaker.side === 'bot') return { kind: 'bot', name: speaker.name ?? botName }
  const name = speaker.name ?? texts.someone
  const avatarUrl = faces.get(speaker.id) ?? null
  return speaker.id === me ? { kind: 'you', name, avatarUrl } : { kind: 'agent', id: speaker.id, name, avatarUrl }
}

function Bubble({ message }: { message: MessageEvent }) {
  const { text, sources = [], offer } = message.data
  return (
    <div className="bubble" title={exactTime(message.at)} data-seq={message.seq} tabIndex={-1}>
      <MessageText text={text} />
      {sources.length > 0 && (
        <p className="bubble__note">
          {texts.message.sources}: {sources.map((source) => source.title).join(', ')}
        </p>
      )}
      {offer && (
        <p className="bubble__note">{texts.message[offer.powerUp === 'talk_to_a_human' ? 'offered' : 'offeredForm']}</p>
      )}
    </div>
  )
}
