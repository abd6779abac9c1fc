import type { MemberConversation } from '@baton/protocol'
import { Skeleton } from '@mantine/core'
import { useMe } from '../account/me.tsx'
import { texts } from '../texts/conversations.ts'
import { AfterDelay } from '../ui/after-delay.tsx'
import { Moment } from '../ui/ages.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { exactTime, roughLength } from '../ui/time.ts'
import { useNow } from '../ui/use-now.ts'
import { Mark } from './baton-mark.tsx'
import { Part } from './details-parts.tsx'
import { findEvent } from './find-message.ts'
import { holdingSpans, type Span } from './holding-spans.ts'
import { useTimeline } from './use-timeline.ts'
import { type Holder, holderWords } from './who.ts'

type Props = { conversation: MemberConversation; onLeave: () => void }

/** Through whose hands the conversation went, and for how long each held it. */
export function HoldingPart({ conversation, onLeave }: Props) {
  const me = useMe().member.id
  const timeline = useTimeline(conversation.id)
  const spans = timeline.data && holdingSpans(timeline.data.items, { me, botName: conversation.botName })
  return (
    <Part title={texts.side.hands}>
      {timeline.isError && !timeline.data && (
        <ProblemNotice error={timeline.error} retry={() => void timeline.refetch()} />
      )}
      {!timeline.data && !timeline.isError && (
        <AfterDelay>
          <Skeleton height={12} my="xs" width="70%" />
          <Skeleton height={12} my="xs" width="56%" />
        </AfterDelay>
      )}
      {spans && (
        <ol className="hands">
          {spans.map((span) => (
            <li key={span.seq} className="hands__span">
              <Mark holder={span.holder} small />
              <button
                type="button"
                className="hands__words"
                title={exactTime(span.from)}
                onClick={() => {
                  onLeave()
                  findEvent(conversation.id, span.seq)
                }}
              >
                <span className={span.to === null ? 'strong clip' : 'clip'}>{nameOf(span.holder)}</span>
                <span className="small soft figures">
                  <Moment at={span.from} />
                  <Length span={span} />
                </span>
              </button>
            </li>
          ))}
        </ol>
      )}
    </Part>
  )
}

function Length({ span: { from, to } }: { span: Span }) {
  const now = useNow('slow')
  const length = (to === null ? now : Date.parse(to)) - Date.parse(from)
  return length < 60_000 ? null : `, ${texts.side.for(roughLength(length))}`
}

function nameOf(holder: Holder): string {
  if (holder.kind === 'you') return texts.you
  return 'name' in holder ? holder.name : holderWords(holder)
}
