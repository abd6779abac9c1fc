import type { ConversationCounts, MemberConversation } from '@baton/protocol'
import type { RefObject } from 'react'
import { useMemo } from 'react'
import { useMe } from '../account/me.tsx'
import { texts } from '../texts/conversations.ts'
import type { List } from './list.ts'
import type { Part } from './list-items.ts'
import { Failed, Nothing, PartedList, RowSkeletons } from './lists.tsx'
import { useList } from './use-list.ts'
import { useCounts } from './use-live-inbox.tsx'
import { isUnread } from './views.ts'
import type { ListHandle } from './virtual-list.tsx'

const titles = texts.sections

/** What needs people: who waits, what I hold, what others hold. */
export function OpenLists({ bot, handle }: { bot: string; handle: RefObject<ListHandle | null> }) {
  const me = useMe().member.id
  const counts = useCounts(bot).data
  const escalated = useList({ view: 'escalated', q: '', bot })
  const mine = useList({ view: 'mine', q: '', bot })
  const active = useList({ view: 'active', q: '', bot })
  const all = [escalated, mine, active]
  const [waiting, held, others] = [escalated.list.data, mine.list.data, active.list.data]
  const shape = useMemo(
    () => [
      partOf(titles.escalated, waiting, counts?.escalated),
      { ...partOf(titles.mine, held, counts?.mine), unread: unreadIn(held?.items ?? [], me) },
      othersOf(others, me, counts),
    ],
    [waiting, held, others, counts, me],
  )
  const failed = all.find(({ list }) => list.isError && !list.data)
  if (failed) {
    return <Failed error={failed.list.error} retry={() => void Promise.all(all.map(({ list }) => list.refetch()))} />
  }
  if (all.some(({ list }) => !list.data)) return <RowSkeletons />
  if (shape.every(({ rows }) => rows.length === 0)) return <Nothing view="open" scope={{ q: '', bot }} />
  const parts = { [titles.escalated]: escalated, [titles.mine]: mine, [titles.active]: active }
  return <PartedList shape={shape} parts={parts} handle={handle} />
}

const unreadIn = (rows: readonly MemberConversation[], me: string) => rows.filter((row) => isUnread(row, me)).length

function partOf(title: string, list: List | undefined, counted: number | undefined): Part {
  const rows = list?.items ?? []
  const more = list !== undefined && list.nextCursor !== null
  return { title, rows, more, unread: 0, count: more ? Math.max(counted ?? 0, rows.length) : rows.length }
}

/** What colleagues hold; one's own stands above already. */
function othersOf(active: List | undefined, me: string, counts: ConversationCounts | undefined): Part {
  const part = partOf(titles.active, active, counts?.active)
  const rows = part.rows.filter((row) => row.agent?.id !== me)
  return { ...part, rows, count: part.more ? Math.max(part.count - (counts?.mine ?? 0), rows.length) : rows.length }
}
