import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useMe } from '../account/me.tsx'
import { listConversations } from '../api/conversations.ts'
import { keys } from '../api/keys.ts'
import { type List, withFirstPage, withNextPage } from './list.ts'
import { useList } from './use-list.ts'
import { queryOf, type Scope } from './views.ts'

const scope = { view: 'escalated', q: '', bot: '' } as const satisfies Scope
const PAGE = 100
/** Beyond so many pages nobody could answer all of them in a day. */
const MOST_PAGES = 20

/**
 * Every customer who waits, also those beyond the list's first page: whoever asks last stands at its end. The rest is
 * read only where there is more than one page; from then on it is kept live and read again like any list.
 */
export function useEveryWaiting(): List | undefined {
  const client = useQueryClient()
  const me = useMe().member.id
  const first = useList(scope).list.data
  const more = first !== undefined && first.nextCursor !== null
  const whole = useQuery({
    queryKey: keys.everyWaiting,
    queryFn: async () => {
      const read = await readAll()
      return withFirstPage(scope, client.getQueryData<List>(keys.everyWaiting), read, me)
    },
    enabled: ({ state }) => more || state.data !== undefined,
  })
  return whole.data ?? (more ? undefined : first)
}

async function readAll(): Promise<List> {
  let all = await listConversations({ ...queryOf('escalated'), limit: PAGE })
  for (let page = 1; page < MOST_PAGES && all.nextCursor !== null; page += 1) {
    all = withNextPage(all, await listConversations({ ...queryOf('escalated'), limit: PAGE, cursor: all.nextCursor }))
  }
  return { ...all, nextCursor: null }
}
