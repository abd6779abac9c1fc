import type { MemberConversation } from '@baton/protocol'
import { useQuery } from '@tanstack/react-query'
import { Link, useLocation } from 'react-router'
import { listConversations } from '../api/conversations.ts'
import { keys } from '../api/keys.ts'
import { texts } from '../texts/conversations.ts'
import { Age } from '../ui/ages.tsx'
import { Part } from './details-parts.tsx'

const MOST = 20

/** What else this customer has talked about; the same browser, or the same proven identity. */
export function EarlierPart({ conversation: { id, customer } }: { conversation: MemberConversation }) {
  const { search } = useLocation()
  const list = useQuery({
    queryKey: keys.earlier(customer.id),
    queryFn: () => listConversations({ customerId: customer.id, limit: MOST }),
    staleTime: 30_000,
  })
  const others = (list.data?.items ?? []).filter((one) => one.id !== id)
  if (others.length === 0) return null
  return (
    <Part title={texts.side.earlier}>
      <ul className="details__list">
        {others.map((one) => (
          <li key={one.id}>
            <Link className="details__earlier" to={{ pathname: `/conversations/${one.id}`, search }}>
              <span className={`state-dot state-dot_${one.state}`} aria-hidden="true" />
              <span className="hidden-words">{texts.states[one.state]}</span>
              <span className="grow clip">{one.lastMessage?.text ?? texts.noMessages}</span>
              <Age at={one.lastActivityAt} className="small soft" />
            </Link>
          </li>
        ))}
      </ul>
    </Part>
  )
}
