import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { keys } from '../api/keys.ts'
import { listMembers } from '../api/team.ts'

/** The pictures of the team's members by their id, as they are now; events only know who it was. */
export type Faces = ReadonlyMap<string, string>

export function useFaces(): Faces {
  const members = useQuery({ queryKey: keys.members, queryFn: listMembers, staleTime: 60_000 }).data
  return useMemo(
    () => new Map((members?.items ?? []).flatMap(({ id, avatarUrl }) => (avatarUrl ? [[id, avatarUrl] as const] : []))),
    [members],
  )
}
