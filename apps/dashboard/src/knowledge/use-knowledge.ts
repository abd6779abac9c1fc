import type { Knowledge, Page } from '@baton/protocol'
import { type InfiniteData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { keys } from '../api/keys.ts'
import {
  deleteKnowledge,
  getKnowledge,
  getKnowledgeUse,
  listKnowledge,
  readAllKnowledgeAgain,
  readKnowledgeAgain,
} from '../api/knowledge.ts'
import { isBusy } from './knowledge-words.ts'

/** How often to look while something is being read, in milliseconds. */
const LOOK_EVERY = 1_500

type Pages = InfiniteData<Page<Knowledge>> | undefined

const whileBusy = (data: Pages) => (data?.pages.some(({ items }) => items.some(isBusy)) ? LOOK_EVERY : false)
const fromStart = { initialPageParam: undefined as string | undefined }
const following = { getNextPageParam: (page: Page<Knowledge>) => page.nextCursor ?? undefined }

/** What a bot knows, or what of it holds these characters; looked at again while something is being read. */
export function useKnowledgeList(botId: string, q: string) {
  return useInfiniteQuery({
    queryKey: keys.knowledgeList(botId, q),
    queryFn: ({ pageParam }) => listKnowledge(botId, { cursor: pageParam, q }),
    refetchInterval: ({ state }) => whileBusy(state.data),
    placeholderData: (last) => last,
    ...fromStart,
    ...following,
  })
}

/** The pages of a sitemap. `busy`: the sitemap itself is still being read. */
export function useSitemapPages(botId: string, parentId: string, busy: boolean) {
  return useInfiniteQuery({
    queryKey: keys.knowledgePages(botId, parentId),
    queryFn: ({ pageParam }) => listKnowledge(botId, { cursor: pageParam, parentId }),
    refetchInterval: ({ state }) => (busy ? LOOK_EVERY : whileBusy(state.data)),
    ...fromStart,
    ...following,
  })
}

export function useKnowledgeUse(botId: string) {
  return useQuery({
    queryKey: keys.knowledgeUse(botId),
    queryFn: () => getKnowledgeUse(botId),
    refetchInterval: ({ state: { data } }) =>
      data && data.progress.waiting + data.progress.reading > 0 ? LOOK_EVERY : false,
  })
}

export function useKnowledgeItem(botId: string, id: string) {
  return useQuery({
    queryKey: keys.knowledgeItem(botId, id),
    queryFn: () => getKnowledge(botId, id),
    refetchInterval: ({ state: { data } }) => (data && isBusy(data) ? LOOK_EVERY : false),
  })
}

/** Has everything of a bot's knowledge looked at again. */
export function useLookAgain(botId: string): () => void {
  const client = useQueryClient()
  return () => void client.invalidateQueries({ queryKey: keys.knowledge(botId) })
}

export function useReadAgain(botId: string) {
  const lookAgain = useLookAgain(botId)
  return useMutation({ mutationFn: (id: string) => readKnowledgeAgain(botId, id), onSettled: lookAgain })
}

export function useReadAllAgain(botId: string) {
  const lookAgain = useLookAgain(botId)
  return useMutation({ mutationFn: () => readAllKnowledgeAgain(botId), onSettled: lookAgain })
}

export function useDelete(botId: string, onDone: () => void) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => deleteKnowledge(botId, id),
    onSuccess: (_, id) => {
      client.setQueriesData<Pages>({ queryKey: keys.knowledge(botId), predicate: isList }, (known) =>
        without(known, id),
      )
      onDone()
      client.removeQueries({ queryKey: keys.knowledgeItem(botId, id) })
      void client.invalidateQueries({ queryKey: keys.knowledge(botId) })
    },
  })
}

const isList = ({ queryKey }: { queryKey: readonly unknown[] }) => queryKey[3] === 'list' || queryKey[3] === 'pages'

function without(known: Pages, id: string): Pages {
  const left = (page: Page<Knowledge>) => ({ ...page, items: page.items.filter((item) => item.id !== id) })
  return known && { ...known, pages: known.pages.map(left) }
}
