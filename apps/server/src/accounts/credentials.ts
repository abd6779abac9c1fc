import { sameAddress } from './credential-rows.ts'
import { openLibrary } from './credentials-library.ts'
import { ask, type Caller } from './library-calls.ts'
import type { AccountWorld } from './ports.ts'
import { sessionCalls } from './sessions.ts'
import { twoFactorCalls } from './two-factor.ts'

export type { Caller, CredentialAnswer, CredentialRefusal, CredentialResult } from './library-calls.ts'
export type Credentials = ReturnType<typeof openCredentials>

/** The library's calls that are let through to the outside; everything else of it cannot be reached. */
export function openCredentials(world: AccountWorld) {
  const library = openLibrary(world)
  const { api } = library
  return {
    /** Where a second step is needed, the answer says so instead of beginning a session. */
    signIn: (caller: Caller, { email, ...rest }: { email: string; password: string; rememberMe?: boolean }) =>
      ask(caller, (given) => api.signInEmail({ ...given, body: { email: sameAddress(email), ...rest } })),
    signOut: (caller: Caller) => ask(caller, (given) => api.signOut({ ...given, body: {} })),
    /** Also prolongs a session that is used; then the answer has its new cookie. */
    session: (caller: Caller) => ask(caller, (given) => api.getSession({ ...given, query: {} })),
    ...sessionCalls(library, ask),
    twoFactor: twoFactorCalls(world, library, ask),
    /** Ends every session of the person; the answer's cookies are those of a new one. */
    changePassword: (caller: Caller, change: { currentPassword: string; newPassword: string }) =>
      ask(caller, (given) => api.changePassword({ ...given, body: { ...change, revokeOtherSessions: true } })),
    /** The same answer whether the address has an account or not. */
    requestPasswordReset: (email: string) =>
      ask({}, (given) => api.requestPasswordReset({ ...given, body: { email: sameAddress(email) } })),
    resetPassword: (reset: { token: string; newPassword: string }) =>
      ask({}, (given) => api.resetPassword({ ...given, body: reset })),
    hashPassword: async (password: string) => (await library.$context).password.hash(password),
    /** Ends the sessions whose time is over, for whoever is still connected by one; answers how many. */
    removeExpired: async () => {
      const { adapter } = await library.$context
      const where = [{ field: 'expiresAt', operator: 'lt', value: new Date(world.now()) } as const]
      const expired = await adapter.findMany<{ id: string }>({ model: 'session', where })
      await adapter.deleteMany({ model: 'session', where })
      for (const { id } of expired) world.onAccessEnded({ sessionId: id })
      return expired.length
    },
  }
}
