import type { MemberConversation } from '@baton/protocol'
import { Button } from '@mantine/core'
import { useMe } from '../account/me.tsx'
import { texts } from '../texts/conversations.ts'
import { Mark } from './baton-mark.tsx'
import type { Drafting } from './drafting.ts'
import { Group } from './message-group.tsx'
import { MessageText } from './message-text.tsx'
import type { Outgoing } from './outbox.ts'
import type { WritingDesk } from './writing-desk.ts'

type PendingProps = { conversation: string; outbox: readonly Outgoing[]; desk: WritingDesk }

/** What I wrote and the server has not acknowledged yet. */
export function PendingMessages({ conversation, outbox, desk }: PendingProps) {
  const { id, name } = useMe().member
  if (outbox.length === 0) return null
  const header = (
    <>
      <span className="strong">{texts.you}</span>
      <Mark holder={{ kind: 'you', name: name || id, avatarUrl: null }} small />
    </>
  )
  return (
    <Group side="agent" header={header}>
      {outbox.map((message) => (
        <div key={message.clientId} className="pending">
          <div className={`bubble bubble_${message.status}`}>
            <MessageText text={message.text} />
          </div>
          <p className={message.status === 'failed' ? 'pending__state pending__state_failed' : 'pending__state'}>
            <span className="pending__words">{stateWords(message)}</span>
            {message.status === 'failed' && (
              <>
                <Button size="compact-sm" variant="subtle" onClick={() => desk.resend(conversation, message.clientId)}>
                  {texts.message.resend}
                </Button>
                <Button
                  size="compact-sm"
                  variant="subtle"
                  onClick={() => desk.takeBack(conversation, message.clientId)}
                >
                  {texts.message.edit}
                </Button>
              </>
            )}
          </p>
        </div>
      ))}
    </Group>
  )
}

function stateWords({ status, tries, problem }: Outgoing): string {
  if (status === 'failed') return problem ? `${texts.message.failed}: ${problem}` : texts.message.failed
  return status === 'sending' && tries < 2 ? texts.message.sending : texts.message.queued
}

/** The reply that the bot is writing, as it is written. */
export function DraftingReply({ drafting, conversation }: { drafting: Drafting; conversation: MemberConversation }) {
  const holder = { kind: 'bot', name: conversation.botName } as const
  const header = (
    <>
      <span className="soft">{texts.message.drafting(conversation.botName)}</span>
      <Dots />
      <Mark holder={holder} small />
    </>
  )
  return (
    <Group side="bot" header={header}>
      {drafting.text !== '' && (
        <div className="bubble bubble_drafting" aria-live="off">
          <MessageText text={drafting.text} />
        </div>
      )}
    </Group>
  )
}

/** Somebody types. */
export function TypingLine({ words }: { words: string }) {
  return (
    <p className="typing small soft">
      <Dots /> {words}
    </p>
  )
}

function Dots() {
  return (
    <span className="dots" aria-hidden="true">
      <span />
      <span />
      <span />
    </span>
  )
}
