import type { TwoFactor } from '@baton/protocol'
import type { CredentialsLibrary } from './credentials-library.ts'
import { type Ask, type Caller, whole } from './library-calls.ts'

/** The second step of signing in: a code of an authenticator app, or one of ten backup codes that work once each. */
export function twoFactorCalls(library: CredentialsLibrary, ask: Ask) {
  const { api } = library
  return {
    /** Begins: a secret and backup codes. It is off until the first code was right. */
    begin: (caller: Caller, password: string) =>
      ask(caller, (given) => api.enableTwoFactor({ ...given, body: { password } })),
    /** With a session: switches it on. Without one: ends the sign-in that waits for it. */
    verifyCode: (caller: Caller, { code, trustDevice }: { code: string; trustDevice: boolean }) =>
      ask(caller, (given) => api.verifyTOTP({ ...given, body: { code: digitsOf(code), trustDevice } })),
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

/** People type the blank that their app shows between the digits. */
const digitsOf = (code: string): string => code.replace(/\s/g, '')
