import type { BackupCodes, Me, MySession, Preferences, TwoFactor, TwoFactorBegun } from '@baton/protocol'
import { get, patch, post, putFile, remove } from './request.ts'

/** Begins a session, or answers that a second step is needed. */
export const signIn = (email: string, password: string): Promise<{ twoFactorRedirect?: boolean }> =>
  post('/api/auth/sign-in/email', { email, password })

type SecondStep = { code: string; trustDevice: boolean }
/** The second step of signing in, with a code of the authenticator app. */
export const signInWithCode = (step: SecondStep): Promise<unknown> => post('/api/auth/two-factor/verify-totp', step)
/** The same with one of the backup codes, which is used up by it. */
export const signInWithBackupCode = (step: SecondStep): Promise<unknown> =>
  post('/api/auth/two-factor/verify-backup-code', step)

export const signOut = (): Promise<unknown> => post('/api/auth/sign-out', {})

/** Always succeeds, whether the address has an account or not. */
export const requestPasswordReset = (email: string): Promise<unknown> =>
  post('/api/auth/request-password-reset', { email, redirectTo: '/reset-password' })

export const resetPassword = (token: string, newPassword: string): Promise<unknown> =>
  post('/api/auth/reset-password', { newPassword, token })

/** Signs every other browser of this person out. */
export const changePassword = (currentPassword: string, newPassword: string): Promise<unknown> =>
  post('/api/auth/change-password', { currentPassword, newPassword, revokeOtherSessions: true })

export const rename = (name: string): Promise<Me> => patch('/api/v1/me', { name })

export const getPreferences = (): Promise<Preferences> => get('/api/v1/me/preferences')
/** Changes what is given; answers all. */
export const savePreferences = (change: Partial<Preferences>): Promise<Preferences> =>
  patch('/api/v1/me/preferences', change)

export const setAvatar = (picture: Blob): Promise<Me> => putFile('/api/v1/me/avatar', picture)
export const removeAvatar = (): Promise<Me> => remove('/api/v1/me/avatar')

export const listSessions = (): Promise<{ items: MySession[] }> => get('/api/v1/me/sessions')
export const endSession = (id: string): Promise<void> => remove(`/api/v1/me/sessions/${encodeURIComponent(id)}`)
export const endOtherSessions = (): Promise<void> => remove('/api/v1/me/sessions')

export const getTwoFactor = (): Promise<TwoFactor> => get('/api/v1/me/two-factor')
export const beginTwoFactor = (password: string): Promise<TwoFactorBegun> => post('/api/v1/me/two-factor', { password })
export const confirmTwoFactor = (code: string): Promise<void> => post('/api/v1/me/two-factor/confirm', { code })
export const newBackupCodes = (password: string): Promise<BackupCodes> =>
  post('/api/v1/me/two-factor/backup-codes', { password })
export const disableTwoFactor = (password: string): Promise<void> => remove('/api/v1/me/two-factor', { password })
