import type { ConversationSummary, MemberConversation } from '@baton/protocol'
import { useQuery } from '@tanstack/react-query'
import { getConversationDetail } from '../api/conversations.ts'
import { keys } from '../api/keys.ts'
import { texts } from '../texts/conversations.ts'
import { Part } from './details-parts.tsx'
import { findEvent } from './find-message.ts'

type Props = { conversation: MemberConversation; onLeave: () => void }

/** What the conversation was about so far; each point leads to the words it stands on. */
export function SummaryPart({ conversation: { id, engagement }, onLeave }: Props) {
  const detail = useQuery({
    queryKey: keys.summary(id, engagement),
    queryFn: () => getConversationDetail(id),
    staleTime: 60_000,
  })
  const points = detail.data?.summary?.points ?? []
  if (points.length === 0) return null
  const find = (seq: number) => {
    onLeave()
    findEvent(id, seq)
  }
  return (
    <Part title={detail.data?.summary?.by === 'model' ? texts.side.summary : texts.side.extract}>
      <ul className="details__points">
        {points.map((point) => (
          <Point key={`${point.messages.join(' ')} ${point.text}`} point={point} find={find} />
        ))}
      </ul>
    </Part>
  )
}

type PointProps = { point: ConversationSummary['points'][number]; find: (seq: number) => void }

function Point({ point: { text, messages }, find }: PointProps) {
  return (
    <li>
      {text}{' '}
      {messages.map((seq) => (
        <button
          key={seq}
          type="button"
          className="details__cite small figures"
          aria-label={texts.side.toMessage(seq)}
          onClick={() => find(seq)}
        >
          {seq}
        </button>
      ))}
    </li>
  )
}
