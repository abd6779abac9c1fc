import type { TwoFactor } from '@baton/protocol'
import { useCodeOnce } from '../store/used-codes.ts'
import { endSession } from './credential-rows.ts'
import type { CredentialsLibrary } from './credentials-library.ts'
import { type Ask, type Caller, type CredentialAnswer, type CredentialResult, whole } from './library-calls.ts'
import type { AccountWorld } from './ports.ts'

/** The second step of signing in: a code of an authenticator app, or one of ten backup codes that work once each. */
export function twoFactorCalls(
  { database, now, warn }: Pick<AccountWorld, 'database' | 'now' | 'warn'>,
  library: CredentialsLibrary,
  ask: Ask,
) {
  const { api } = library
  const verify = (caller: Caller, { code, trustDevice }: { code: string; trustDevice: boolean }) =>
    ask(caller, (given) => api.verifyTOTP({ ...given, body: { code: digitsOf(code), trustDevice } }))
  const useUp = (answer: CredentialAnswer, code: string) =>
    useCodeOnce(database, verified(answer).user.id, digitsOf(code), now())
  return {
    /** Begins: a secret and backup codes. It is off until the first code was right. */
    begin: (caller: Caller, password: string) =>
      ask(caller, (given) => api.enableTwoFactor({ ...given, body: { password } })),
    /** Switches it on, with the first code; this session goes on under a new cookie. */
    confirm: async (caller: Caller, code: string): Promise<CredentialResult> => {
      const answer = await verify(caller, { code, trustDevice: false })
      // Not waited for: whoever is connected by the old cookie is sent away now and needs the new one.
      if (answer.ok) void useUp(answer, code).catch((error: unknown) => warn('a used code was not kept', error))
      return answer
    },
    /** Ends the sign-in that waits for it. Each code works once. */
    verifyCode: async (caller: Caller, given: { code: string; trustDevice: boolean }): Promise<CredentialResult> => {
      const answer = await verify(caller, given)
      if (!answer.ok || (await useUp(answer, given.code))) return answer
      // The library began a session for it, of which nobody has heard.
      await endSession(database, verified(answer).token)
      return codeUsed
    },
    /** Ends the sign-in that waits for it; the code is used up. */
    verifyBackupCode: (caller: Caller, { code, trustDevice }: { code: string; trustDevice: boolean }) =>
      ask(caller, (given) => api.verifyBackupCode({ ...given, body: { code: code.trim(), trustDevice } })),
    /** Ten new codes; the old ones do not work any more. */
    newBackupCodes: (caller: Caller, password: string) =>
      ask(caller, (given) => api.generateBackupCodes({ ...given, body: { password } })),
    disable: (caller: Caller, password: string) =>
      ask(caller, (given) => api.disableTwoFactor({ ...given, body: { password } })),
    state: async (caller: Caller): Promise<TwoFactor> => {
      const session = await api.getSession({ headers: whole(caller).headers })
      if (session?.user.twoFactorEnabled !== true) return { enabled: false, backupCodesLeft: 0 }
      const { backupCodes } = await api.viewBackupCodes({ body: { userId: session.user.id } })
      return { enabled: true, backupCodesLeft: backupCodes.length }
    },
  }
}

const verified = ({ body }: CredentialAnswer) => body as { token: string; user: { id: string } }

const codeUsed = { ok: false, status: 401, code: 'code_used', message: 'This code was used already.' } as const

/** People type the blank that their app shows between the digits. */
const digitsOf = (code: string): string => code.replace(/\s/g, '')
