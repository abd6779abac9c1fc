import type { Me } from '@baton/protocol'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext } from 'react'
import { Navigate, useLocation } from 'react-router'
import { keys } from '../api/keys.ts'
import { ProblemError } from '../api/problem.ts'
import { getMe } from '../api/team.ts'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { useKeptPreferences } from './member-preferences.ts'
import { stillMe } from './session-renewal.ts'
import { signInPath } from './where-to.ts'

const MeContext = createContext<Me | null>(null)

/** A role that was changed shows on the page after so long at the latest; the server minds it at once. */
const READ_AGAIN_EVERY = 25_000

/** Who is signed in, as the server says. */
export function useMeQuery() {
  const client = useQueryClient()
  const ask = () => (client.getQueryData(keys.me) === undefined ? getMe() : stillMe())
  return useQuery({ queryKey: keys.me, queryFn: ask, staleTime: 20_000, refetchInterval: READ_AGAIN_EVERY })
}

/** Lets only members in; everybody else signs in first and comes back to where they were going. */
export function RequireMember({ children }: { children: ReactNode }) {
  const me = useMeQuery()
  const location = useLocation()
  const gone = me.error instanceof ProblemError && me.error.status === 401
  if (gone) return <Navigate to={signInPath(location)} replace />
  if (me.data) {
    return (
      <MeContext value={me.data}>
        <KeepPreferences />
        {children}
      </MeContext>
    )
  }
  if (me.isError) {
    return (
      <main className="wide-notice">
        <ProblemNotice error={me.error} retry={() => void me.refetch()} />
      </main>
    )
  }
  return null
}

function KeepPreferences() {
  useKeptPreferences()
  return null
}

/** The signed-in member, their team, and what they may do. */
export function useMe(): Me {
  const me = useContext(MeContext)
  if (!me) throw new Error('useMe outside RequireMember')
  return me
}
