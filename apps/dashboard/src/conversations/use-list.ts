import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useMe } from '../account/me.tsx'
import { listConversations } from '../api/conversations.ts'
import { keys } from '../api/keys.ts'
import { type List, renewed, withFirstPage, withNextPage } from './list.ts'
import { type ListView, queryOf } from './views.ts'

/** One list of conversations, kept live by the frames of the inbox and by reading its first page again. */
export function useList(view: ListView, q: string) {
  const client = useQueryClient()
  const me = useMe().member.id
  const key = keys.list(view, q)
  const [more, setMore] = useState<{ state: 'idle' | 'loading' } | { state: 'failed'; error: unknown }>({
    state: 'idle',
  })

  const list = useQuery({
    queryKey: key,
    queryFn: async (): Promise<List> => {
      const first = await listConversations({ ...queryOf(view), q })
      const known = client.getQueryData<List>(key)
      if (q === '') return withFirstPage(view, known, first, me)
      return known ? { ...first, items: renewed(known, first.items) } : first
    },
    ...(q === '' ? {} : { placeholderData: keepPreviousData }),
  })

  const loadMore = async () => {
    const cursor = list.data?.nextCursor
    if (!cursor || more.state === 'loading') return
    setMore({ state: 'loading' })
    try {
      const next = await listConversations({ ...queryOf(view), q, cursor })
      client.setQueryData<List>(key, (known) => known && withNextPage(known, next))
      setMore({ state: 'idle' })
    } catch (error) {
      setMore({ state: 'failed', error })
    }
  }
  return { list, more, loadMore }
}
