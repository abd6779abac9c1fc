import type { MemberConversation } from '@baton/protocol'
import { Drawer } from '@mantine/core'
import { type ReactNode, useEffect, useState } from 'react'
import { useMe } from '../account/me.tsx'
import { texts } from '../texts/conversations.ts'
import { shared } from '../texts/shared.ts'
import { Moment } from '../ui/ages.tsx'
import { usePreferences } from '../ui/preferences.ts'
import { useWide, widths } from '../ui/use-wide.ts'
import { StateWord } from './state-word.tsx'
import { WaitTimer } from './wait-timer.tsx'
import { holderOf } from './who.ts'
import './details.css'

const asked = new EventTarget()

/** Opens the details where they are not beside the conversation. */
export const showDetails = (): void => {
  asked.dispatchEvent(new Event('show'))
}

/** What is known about a conversation: beside it on a wide screen, over it on a narrow one. */
export function DetailsPane({ conversation }: { conversation: MemberConversation }) {
  const beside = useWide(widths.side)
  const { details } = usePreferences()
  const [opened, setOpened] = useState(false)
  useEffect(() => {
    const open = () => setOpened(true)
    asked.addEventListener('show', open)
    return () => asked.removeEventListener('show', open)
  }, [])
  if (beside) {
    return details ? (
      <aside className="details" aria-label={texts.side.label}>
        <Details conversation={conversation} />
      </aside>
    ) : null
  }
  return (
    <Drawer
      opened={opened}
      onClose={() => setOpened(false)}
      position="right"
      size={320}
      title={texts.side.label}
      closeButtonProps={{ 'aria-label': shared.close }}
    >
      <Details conversation={conversation} />
    </Drawer>
  )
}

function Details({ conversation }: { conversation: MemberConversation }) {
  const { customer, escalation, claimedAt, startedAt, lastActivityAt, unansweredSince, state, botId } = conversation
  const side = texts.side
  return (
    <>
      <Part title={side.customer}>
        <Fact label={side.name}>{customer.name ?? <None />}</Fact>
        <Fact label={side.email}>{customer.email ? <Email address={customer.email} /> : <None />}</Fact>
      </Part>
      <Part title={side.charge}>
        <Fact label={side.state}>
          <StateWord state={state} />
        </Fact>
        <Fact label={side.holder}>
          <HolderName conversation={conversation} />
        </Fact>
        {claimedAt && (
          <Fact label={side.claimedAt}>
            <Moment at={claimedAt} />
          </Fact>
        )}
        {state === 'active' && unansweredSince && (
          <Fact label={side.unanswered}>
            <Moment at={unansweredSince} />
          </Fact>
        )}
      </Part>
      {escalation && (
        <Part title={side.why}>
          <p>{texts.reasons[escalation.reason]}</p>
          {escalation.note && <blockquote className="details__note">{escalation.note}</blockquote>}
          <Fact label={state === 'escalated' ? side.waitingSince : side.waited}>
            {state === 'escalated' ? <WaitTimer since={escalation.at} botId={botId} /> : <Moment at={escalation.at} />}
          </Fact>
        </Part>
      )}
      <Part title={side.conversation}>
        <Fact label={side.bot}>{conversation.botName}</Fact>
        <Fact label={side.started}>
          <Moment at={startedAt} />
        </Fact>
        <Fact label={side.messages}>
          <Moment at={lastActivityAt} />
        </Fact>
      </Part>
    </>
  )
}

function HolderName({ conversation }: { conversation: MemberConversation }) {
  const holder = holderOf(conversation, useMe().member.id)
  if (holder.kind === 'you') return texts.you
  if (holder.kind === 'agent' || holder.kind === 'bot' || holder.kind === 'resolved') return holder.name
  return texts.side.nobody
}

/** May be broken after the @ before it is broken anywhere else. */
function Email({ address }: { address: string }) {
  const at = address.lastIndexOf('@') + 1
  return (
    <a href={`mailto:${address}`}>
      {address.slice(0, at)}
      <wbr />
      {address.slice(at)}
    </a>
  )
}

const None = () => <span className="soft">{texts.side.none}</span>

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="details__part">
      <h3 className="small soft">{title}</h3>
      {children}
    </section>
  )
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <dl className="details__fact">
      <dt className="soft">{label}</dt>
      <dd>{children}</dd>
    </dl>
  )
}
