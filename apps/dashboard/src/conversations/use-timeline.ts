import { useQuery } from '@tanstack/react-query'
import { getTimeline } from '../api/conversations.ts'
import { keys } from '../api/keys.ts'

/** What happened in a conversation besides messages, also long ago; renewed whenever something happens. */
export const useTimeline = (id: string) =>
  useQuery({ queryKey: keys.timeline(id), queryFn: () => getTimeline(id), staleTime: 30_000 })
