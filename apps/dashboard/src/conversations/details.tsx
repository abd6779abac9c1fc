import type { MemberConversation } from '@baton/protocol'
import { Drawer } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useMe } from '../account/me.tsx'
import { texts } from '../texts/conversations.ts'
import { shared } from '../texts/shared.ts'
import { Moment } from '../ui/ages.tsx'
import { usePreferences } from '../ui/preferences.ts'
import { useWide, widths } from '../ui/use-wide.ts'
import { CustomerPart } from './details-customer.tsx'
import { EarlierPart } from './details-earlier.tsx'
import { FormsPart } from './details-forms.tsx'
import { HoldingPart } from './details-holding.tsx'
import { LeadPart } from './details-lead.tsx'
import { ModelFact } from './details-model.tsx'
import { Fact, Part } from './details-parts.tsx'
import { SourcesPart } from './details-sources.tsx'
import { SummaryPart } from './details-summary.tsx'
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
  const close = () => setOpened(false)
  useEffect(() => {
    const open = () => setOpened(true)
    asked.addEventListener('show', open)
    return () => asked.removeEventListener('show', open)
  }, [])
  if (beside) {
    return details ? (
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      <aside className="details" aria-label={texts.side.label} tabIndex={0}>
        <Details conversation={conversation} onLeave={() => {}} />
      </aside>
    ) : null
  }
  return (
    <Drawer
      opened={opened}
      onClose={close}
      position="right"
      size={320}
      title={texts.side.label}
      closeButtonProps={{ 'aria-label': shared.close }}
    >
      <Details conversation={conversation} onLeave={close} />
    </Drawer>
  )
}

type DetailsProps = { conversation: MemberConversation; onLeave: () => void }

/** `onLeave` is called by what leads to a place in the conversation, so that nothing covers it. */
function Details({ conversation, onLeave }: DetailsProps) {
  return (
    <>
      <WhyPart conversation={conversation} />
      <SummaryPart conversation={conversation} onLeave={onLeave} />
      <CustomerPart conversation={conversation} />
      <LeadPart conversation={conversation} />
      <FormsPart conversation={conversation} />
      <HoldingPart conversation={conversation} onLeave={onLeave} />
      <SourcesPart conversation={conversation} onLeave={onLeave} />
      <EarlierPart conversation={conversation} />
      <ChargePart conversation={conversation} />
    </>
  )
}

function WhyPart({ conversation: { escalation, state, botId } }: { conversation: MemberConversation }) {
  if (!escalation) return null
  const side = texts.side
  return (
    <Part title={side.why}>
      <p>{texts.reasons[escalation.reason]}</p>
      {escalation.note && (
        <blockquote className="details__note" dir="auto">
          {escalation.note}
        </blockquote>
      )}
      <Fact label={state === 'escalated' ? side.waitingSince : side.waited}>
        {state === 'escalated' ? <WaitTimer since={escalation.at} botId={botId} /> : <Moment at={escalation.at} />}
      </Fact>
    </Part>
  )
}

function ChargePart({ conversation }: { conversation: MemberConversation }) {
  const { state, unansweredSince, startedAt, lastActivityAt, botName } = conversation
  const side = texts.side
  return (
    <Part title={side.conversation}>
      <Fact label={side.state}>
        <StateWord state={state} />
      </Fact>
      <Fact label={side.holder}>
        <HolderName conversation={conversation} />
      </Fact>
      {state === 'active' && unansweredSince && (
        <Fact label={side.unanswered}>
          <Moment at={unansweredSince} />
        </Fact>
      )}
      <Fact label={side.bot}>{botName}</Fact>
      <Fact label={side.started}>
        <Moment at={startedAt} />
      </Fact>
      <Fact label={side.messages}>
        <Moment at={lastActivityAt} />
      </Fact>
      <ModelFact conversation={conversation} />
    </Part>
  )
}

function HolderName({ conversation }: { conversation: MemberConversation }) {
  const holder = holderOf(conversation, useMe().member.id)
  if (holder.kind === 'you') return texts.you
  if (holder.kind === 'agent' || holder.kind === 'bot' || holder.kind === 'resolved') return holder.name
  return texts.side.nobody
}
