import { APIError } from 'better-auth/api'
import { sameAddress } from './credential-rows.ts'
import { ADDRESS_HEADER, openLibrary } from './credentials-library.ts'
import type { AccountWorld } from './ports.ts'

/** Whoever asks, as far as a session remembers it. */
export type Caller = { cookie?: string | undefined; address?: string | undefined; userAgent?: string | undefined }

/** What the library answered: its body, and the cookies to set. */
export type CredentialAnswer = { ok: true; body: unknown; cookies: string[] }
export type CredentialRefusal = { ok: false; status: number; code: string; message: string }
export type CredentialResult = CredentialAnswer | CredentialRefusal

export type Credentials = ReturnType<typeof openCredentials>

/** The library's calls that are let through to the outside; everything else of it cannot be reached. */
export function openCredentials(world: AccountWorld) {
  const library = openLibrary(world)
  const { api } = library
  const ask = (caller: Caller, call: (given: Given) => Call) => answered(call({ headers: headersOf(caller), ...whole }))
  return {
    signIn: (caller: Caller, { email, ...rest }: { email: string; password: string; rememberMe?: boolean }) =>
      ask(caller, (given) => api.signInEmail({ ...given, body: { email: sameAddress(email), ...rest } })),
    signOut: (caller: Caller) => ask(caller, (given) => api.signOut({ ...given, body: {} })),
    /** Also prolongs a session that is used; then the answer has its new cookie. */
    session: (caller: Caller) => ask(caller, (given) => api.getSession({ ...given, query: {} })),
    sessions: (caller: Caller) => ask(caller, (given) => api.listSessions(given)),
    revokeSession: (caller: Caller, token: string) =>
      ask(caller, (given) => api.revokeSession({ ...given, body: { token } })),
    revokeOtherSessions: (caller: Caller) => ask(caller, (given) => api.revokeOtherSessions(given)),
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

const whole = { returnHeaders: true } as const
type Given = { headers: Headers } & typeof whole
type Call = Promise<{ headers: Headers | null; response: unknown }>

async function answered(call: Call): Promise<CredentialResult> {
  try {
    const { headers, response } = await call
    return { ok: true, body: response ?? null, cookies: headers?.getSetCookie() ?? [] }
  } catch (error) {
    if (!(error instanceof APIError)) throw error
    // An outage inside the library: the cause says which.
    if (error.statusCode >= 500) throw error.cause instanceof Error ? error.cause : error
    const { code = 'refused', message = error.message } = error.body ?? {}
    return { ok: false, status: error.statusCode, code: String(code).toLowerCase(), message }
  }
}

function headersOf({ cookie, address, userAgent }: Caller): Headers {
  const headers = new Headers()
  if (cookie !== undefined) headers.set('cookie', cookie)
  if (userAgent !== undefined) headers.set('user-agent', userAgent)
  if (address !== undefined) headers.set(ADDRESS_HEADER, address)
  return headers
}
