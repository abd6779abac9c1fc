import type { MemberConversation, MemberEvent } from '@baton/protocol'
import { texts } from '../texts/conversations.ts'
import { Moment } from '../ui/ages.tsx'
import { Fact, Part } from './details-parts.tsx'
import { useTimeline } from './use-timeline.ts'

type Answered = Extract<MemberEvent, { type: 'conversation.form_answered' }>

/** What the customer filled into the forms of power-ups; of each power-up the newest. */
export function FormsPart({ conversation }: { conversation: MemberConversation }) {
  const items = useTimeline(conversation.id).data?.items ?? []
  const newest = new Map<string, Answered>()
  for (const event of items) if (event.type === 'conversation.form_answered') newest.set(event.data.powerUp, event)
  return [...newest.values()].map(({ at, data: { powerUp, title, fields } }) => (
    <Part key={powerUp} title={title}>
      {fields.map(({ name, kind, label, value }) => (
        <Fact key={name} label={label}>
          {kind === 'long_text' ? <span className="details__lines">{value}</span> : value}
        </Fact>
      ))}
      <Fact label={texts.side.leftAt}>
        <Moment at={at} />
      </Fact>
    </Part>
  ))
}
