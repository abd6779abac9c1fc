import type { MemberConversation } from '@baton/protocol'
import { texts } from '../texts/conversations.ts'
import { Moment } from '../ui/ages.tsx'
import { Fact, Part } from './details-parts.tsx'
import { useTimeline } from './use-timeline.ts'

/** What the customer left through Collect a Lead; the newest of it. */
export function LeadPart({ conversation }: { conversation: MemberConversation }) {
  const items = useTimeline(conversation.id).data?.items ?? []
  const lead = items.findLast((event) => event.type === 'conversation.lead_collected')
  if (lead?.type !== 'conversation.lead_collected') return null
  const { name, email, note } = lead.data
  return (
    <Part title={texts.side.lead}>
      {name && <Fact label={texts.side.name}>{name}</Fact>}
      {email && <Fact label={texts.side.email}>{email}</Fact>}
      {note && (
        <blockquote className="details__note" dir="auto">
          {note}
        </blockquote>
      )}
      <Fact label={texts.side.leftAt}>
        <Moment at={lead.at} />
      </Fact>
    </Part>
  )
}
