import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useMe } from '../account/me.tsx'
import { listConversations } from '../api/conversations.ts'
import { keys } from '../api/keys.ts'
import { type List, renewed, withFirstPage, withNextPage } from './list.ts'
import { queryOf, type Scope } from './views.ts'

/** How many rows a later page has; the first is shorter, because it is read again all day. */
const LATER_PAGE = 100

type More = { state: 'idle' | 'loading' } | { state: 'failed'; error: unknown }

/** One list of conversations, kept live by the frames of the inbox and by reading its first page again. */
export function useList({ view, q, bot }: Scope) {
  const client = useQueryClient()
  const me = useMe().member.id
  const key = keys.list(view, q, bot)
  const query = { ...queryOf(view), q, botId: bot }
  const [more, setMore] = useState<More>({ state: 'idle' })

  const list = useQuery({
    queryKey: key,
    queryFn: async (): Promise<List> => {
      const first = await listConversations(query)
      const known = client.getQueryData<List>(key)
      if (q === '') return withFirstPage({ view, bot }, known, first, me)
      return known ? { ...first, items: renewed(known, first.items) } : first
    },
    ...(q === '' ? {} : { placeholderData: keepPreviousData }),
  })

  const loadMore = async () => {
    const cursor = list.data?.nextCursor
    if (!cursor || more.state === 'loading') return
    setMore({ state: 'loading' })
    try {
      const next = await listConversations({ ...query, cursor, limit: LATER_PAGE })
      client.setQueryData<List>(key, (known) => known && withNextPage(known, next))
      setMore({ state: 'idle' })
    } catch (error) {
      setMore({ state: 'failed', error })
    }
  }
  return { list, more, loadMore }
}

/** One list as far as it was read, and what reads on. */
export type ListPart = ReturnType<typeof useList>
