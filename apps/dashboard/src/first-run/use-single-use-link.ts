import { type QueryKey, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ProblemError } from '../api/problem.ts'

/**
 * What a link leads to that works once. From `keep` on it stays what it was: the link is over then, and asking again would
 * tell people that it does not work, while the page that it has opened is still on its way.
 */
export function useSingleUseLink<Details>(asked: { queryKey: QueryKey; queryFn: () => Promise<Details> }) {
  const [kept, setKept] = useState<Details>()
  const { data, error, refetch } = useQuery({ ...asked, enabled: kept === undefined })
  return {
    details: kept ?? data,
    error: kept === undefined ? error : null,
    retry: () => void refetch(),
    keep: () => setKept(data),
  }
}

/** Whether a link was used before, revoked, or is too old. */
export const isOver = (error: unknown) =>
  error instanceof ProblemError && (error.status === 404 || error.status === 410)
