import type { MySession } from '@baton/protocol'
import { iso } from '../present/plain.ts'
import type { CredentialsLibrary } from './credentials-library.ts'
import { type Ask, type Caller, whole } from './library-calls.ts'

/** In which browsers somebody is signed in. */
export function sessionCalls(library: CredentialsLibrary, ask: Ask) {
  const { api } = library
  const revokeSession = (caller: Caller, token: string) =>
    ask(caller, (given) => api.revokeSession({ ...given, body: { token } }))
  const mine = async (caller: Caller) => api.listSessions({ headers: whole(caller).headers })
  return {
    sessions: (caller: Caller) => ask(caller, (given) => api.listSessions(given)),
    revokeSession,
    revokeOtherSessions: (caller: Caller) => ask(caller, (given) => api.revokeOtherSessions(given)),

    /** The same as people read it: the one that asks first, then the last used; never with a token. */
    mySessions: async (caller: Caller, current: string): Promise<MySession[]> => {
      const sessions = (await mine(caller)).map(({ id, userAgent, ipAddress, createdAt, updatedAt }) => ({
        ...{ id, current: id === current, userAgent: userAgent || null, address: ipAddress || null },
        startedAt: iso(new Date(createdAt).getTime()),
        lastUsedAt: iso(new Date(updatedAt).getTime()),
      }))
      const rank = (session: MySession) => `${session.current ? 1 : 0}${session.lastUsedAt}`
      return sessions.sort((one, other) => rank(other).localeCompare(rank(one)))
    },

    /** Ends one of the caller's own; false when it is none of theirs, or over. */
    endMySession: async (caller: Caller, id: string): Promise<boolean> => {
      const session = (await mine(caller)).find((one) => one.id === id)
      return session !== undefined && (await revokeSession(caller, session.token)).ok
    },
  }
}
