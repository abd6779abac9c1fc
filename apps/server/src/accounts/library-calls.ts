import { APIError } from 'better-auth/api'
import { ADDRESS_HEADER } from './credentials-library.ts'

/** Whoever asks, as far as a session remembers it. */
export type Caller = { cookie?: string | undefined; address?: string | undefined; userAgent?: string | undefined }

/** What the library answered: its body, and the cookies to set. */
export type CredentialAnswer = { ok: true; body: unknown; cookies: string[] }
export type CredentialRefusal = { ok: false; status: number; code: string; message: string }
export type CredentialResult = CredentialAnswer | CredentialRefusal

export type Given = { headers: Headers; returnHeaders: true }
type Call = Promise<{ headers: Headers | null; response: unknown }>

/** Calls the library in the name of whoever asks. */
export type Ask = (caller: Caller, call: (given: Given) => Call) => Promise<CredentialResult>

export const ask: Ask = (caller, call) => answered(call(whole(caller)))

/** What the library is told of whoever asks; it answers with its headers. */
export const whole = (caller: Caller): Given => ({ headers: headersOf(caller), returnHeaders: true })

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
