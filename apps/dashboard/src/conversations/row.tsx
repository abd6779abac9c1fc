import type { MemberConversation, SearchMatch } from '@baton/protocol'
import { memo } from 'react'
import { Link, useLocation } from 'react-router'
import { texts } from '../texts/conversations.ts'
import { Age } from '../ui/ages.tsx'
import { Mark } from './baton-mark.tsx'
import { FoundWords } from './found-words.tsx'
import { isUnread, saidByMe } from './views.ts'
import { WaitTimer } from './wait-timer.tsx'
import { actorName, customerName, holderOf } from './who.ts'

type Props = {
  row: MemberConversation
  /** What a search has found in it: shown in place of the last message, and where the row leads. */
  match: SearchMatch | undefined
  me: string
  current: boolean
}

/** One conversation in the list: two lines, and the mark of who holds it. */
export const Row = memo(function Row({ row, match, me, current }: Props) {
  const { search } = useLocation()
  const unread = isUnread(row, me)
  const name = customerName(row.customer)
  return (
    <Link
      to={{ pathname: `/conversations/${row.id}`, search }}
      state={match ? { fromList: true, find: match.seq } : { fromList: true }}
      className={unread ? 'row row_unread' : 'row'}
      aria-current={current ? 'page' : undefined}
      data-row={row.id}
    >
      <Mark holder={holderOf(row, me)} />
      <span className="row__lines">
        <span className="row__line">
          <span className="row__name clip">{name}</span>
          {row.state === 'escalated' && row.escalation ? (
            <WaitTimer since={row.escalation.at} botId={row.botId} />
          ) : (
            <Age at={row.lastActivityAt} className="row__age" />
          )}
        </span>
        <span className="row__line">
          <span className="row__last clip">
            {match ? <FoundWords match={match} customer={row.customer} me={me} /> : lastWords(row, me)}
          </span>
          {unread && (
            <span className="row__dot">
              <span className="hidden-words">{texts.unread}</span>
            </span>
          )}
        </span>
      </span>
    </Link>
  )
})

function lastWords(row: MemberConversation, me: string): string {
  const { lastMessage, customer } = row
  if (!lastMessage) return texts.noMessages
  const text = lastMessage.text.replace(/\s+/g, ' ')
  if (lastMessage.actor.kind === 'customer') return text
  if (saidByMe(row, me)) return texts.lastBy(texts.you, text)
  return texts.lastBy(actorName(lastMessage.actor, me, customerName(customer)), text)
}
